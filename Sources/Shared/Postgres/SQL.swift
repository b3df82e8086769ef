/// A statement: its text with `$1`-style parameters, and the name it goes by.
///
/// The name stands in errors and logs and, unless the configuration forbids it, is the key under
/// which each connection keeps the prepared statement. Declare statements as named constants. A
/// text that is put together at run time takes an empty name and is never kept.
public struct SQL: Hashable, Sendable {
  /// The name, such as `claim_jobs`; empty for a statement that is not worth keeping prepared.
  public let name: String
  /// The text; values stand in it as `$1`, `$2`, …, never as literals from outside.
  public let text: String

  /// The statement of that text under that name.
  public init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  /// A statement that is prepared anew each time it runs.
  public static func once(_ text: String) -> SQL {
    SQL("", text)
  }
}
