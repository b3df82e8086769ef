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
  /// Tags, each by itself: the share of the neighbours' weight that carries it.
  public var tags: [Guess<String>] = []
  /// The priority, most likely first.
  public var priorities: [Guess<Int>] = []
  /// Minutes: the weighted median of the neighbours that have an estimate, with their share.
  public var estimate: Guess<Int>?
  /// The project of the task that the person made last: what to beat.
  public var lastUsedProject: UUID??
  /// The project that most of the person's latest tasks stand in: what else to beat.
  public var mostUsedProject: UUID??
  /// The neighbours that voted, nearest first.
  public var neighbours: [TaskNeighbour] = []
  /// Below this share a guess is offered, not taken.
  public static let actingShare = 0.65
}
