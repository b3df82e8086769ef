public import FoundationEssentials

/// What the fields of a new task probably are, from the person's own tasks that are like it.
public struct TaskSuggestion: Sendable {
  /// A value with how sure the guess is.
  public struct Guess<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The value.
    public let value: Value
    /// From 0 to 1.
    public let share: Double

    /// A value with its share.
    public init(value: Value, share: Double) {
      self.value = value
      self.share = share
    }
  }

  /// The project, nil standing for none, most likely first.
  public var projects: [Guess<UUID?>] = []
  /// How like the text the nearest task of the first project is, 0 to 1: the cosine, or where words
  /// alone were compared the share of the text's words; 1 where the project's name is in the text.
  public var projectLikeness = 0.0
  /// Tags, each by itself: the share of the neighbours' weight that carries it.
  public var tags: [Guess<String>] = []
  /// The priority, 0 standing for none, most likely first.
  public var priorities: [Guess<Int>] = []
  /// How like the text the nearest task of the first priority is, as ``projectLikeness``.
  public var priorityLikeness = 0.0
  /// Minutes: the weighted median of the neighbours that have an estimate, with the share of the
  /// weight that lies near it.
  public var estimate: Guess<Int>?
  /// The project of the task that the person made last: what to beat.
  public var lastUsedProject: UUID??
  /// The project that most of the person's latest tasks stand in: what else to beat.
  public var mostUsedProject: UUID??
  /// The neighbours that voted, nearest first.
  public var neighbours: [TaskNeighbour] = []
  /// Open tasks that a task of this text would repeat, nearest first.
  public var repeated: [SimilarTask] = []
  /// How many of the person's latest tasks were looked at.
  public var history = 0
  /// By what neighbours were found; nil where nobody looked.
  public var mode: RetrievalQuestion.Mode?
  /// What was missing, as ``RetrievalAnswer/shortfall`` says it; also `late` and `failed`.
  public var shortfall: String?

  /// Nothing known.
  public init() {}

  /// Nothing known, for that reason.
  public init(shortfall: String) {
    self.shortfall = shortfall
  }
}
