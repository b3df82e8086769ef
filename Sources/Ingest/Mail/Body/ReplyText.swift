/// A body taken apart: what its writer added, what is quoted, what only signs.
///
/// Nothing is lost: the three together hold every line.
public struct ReplyText: Sendable, Equatable {
  /// The writer's own words, with quotes between them where the writer answers point by point.
  public var text = ""
  /// History that was quoted, as it stood.
  public var quoted = ""
  /// The signature, nil where there is none.
  public var signature: String?
}
