public import FoundationEssentials

/// What is looked for, and among what.
public struct RetrievalQuestion: Sendable {
  /// By what tasks are compared.
  public enum Mode: String, Sendable, CaseIterable {
    /// By meaning and words together.
    case hybrid
    /// By meaning alone.
    case dense
    /// By words alone.
    case words
  }

  /// The text.
  public var text: String
  /// By what tasks are compared.
  public var mode: Mode
  /// Only tasks of these projects; nil for all that the person may see.
  public var projects: Set<UUID>?
  /// Only tasks of these statuses; nil for all.
  public var statuses: Set<String>?
  /// Never these tasks.
  public var excluded: Set<UUID>
  /// How many tasks at most: 1 to ``EmbeddingLimits/neighbours``.
  public var limit: Int

  /// A question about that text.
  public init(
    _ text: String, mode: Mode = .hybrid, projects: Set<UUID>? = nil,
    statuses: Set<String>? = nil, excluded: Set<UUID> = [], limit: Int = 10
  ) {
    self.text = text
    self.mode = mode
    self.projects = projects
    self.statuses = statuses
    self.excluded = excluded
    self.limit = min(max(1, limit), EmbeddingLimits.neighbours)
  }
}
