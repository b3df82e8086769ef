/// A vocabulary that cannot serve: a piece that every text needs is missing.
public struct WordPieceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The piece.
  public let missing: String

  /// One line that names the piece.
  public var description: String { "vocabulary without the piece \(missing)" }
}
