public import Embeddings
public import Shared

/// What stands beside the words of a line: what was filled in from elsewhere, and what may be
/// offered.
public struct LineSuggestions: Sendable {
  /// The fields that a model or earlier tasks filled in, each with its source and how sure that is.
  public var filled: [Provenance] = []
  /// Guesses about what the line leaves open, none of them taken; nil where nobody was asked.
  public var offered: TaskSuggestion?
  /// The names of the projects that the guesses may name, outermost first.
  public var projects: [LineDirectory.Project] = []

  /// Nothing beside the line.
  public init() {}
}
