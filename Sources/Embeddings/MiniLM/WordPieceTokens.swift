/// A text as the model reads it.
public struct WordPieceTokens: Hashable, Sendable {
  /// Piece ids, `[CLS]` first and `[SEP]` last.
  public let ids: [Int32]
  /// Share of unknown pieces among those between `[CLS]` and `[SEP]`, from 0 to 1.
  public let unknownShare: Double
  /// True where the text was longer than the model reads and was cut.
  public let isTruncated: Bool
}
