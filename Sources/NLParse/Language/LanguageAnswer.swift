public import Shared

/// What a language model answered.
public struct LanguageAnswer: Hashable, Sendable {
  /// The answer; always an object.
  public var json: JSONValue
  /// What is still wrong with it; the caller takes the parts that are right.
  public var problems: [String]
  /// Which model and which prompt.
  public var origin: ModelOrigin
  /// Tokens used, all turns together.
  public var usage: ModelUsage
}
