public import FoundationEssentials

/// A finished task with finished sub-tasks: how somebody did something once.
public struct FinishedParent: Hashable, Sendable {
  /// One of its sub-tasks.
  public struct Step: Hashable, Sendable {
    /// The sub-task.
    public var task: UUID
    /// Its title.
    public var title: String
    /// Minutes really spent, else estimated; nil where neither is known.
    public var minutes: Int?
    /// Places, counted from 0, of the steps that it waited for.
    public var after: [Int]

    /// A step of those parts.
    public init(task: UUID, title: String, minutes: Int? = nil, after: [Int] = []) {
      self.task = task
      self.title = title
      self.minutes = minutes
      self.after = after
    }
  }

  /// The task.
  public var task: UUID
  /// Its title.
  public var title: String
  /// Its steps, in the order in which they were finished.
  public var steps: [Step]
  /// How near its vector is to the task's, -1 to 1; nil where there are no vectors.
  public var nearness: Double?

  /// A parent of those parts.
  public init(task: UUID, title: String, steps: [Step], nearness: Double? = nil) {
    self.task = task
    self.title = title
    self.steps = steps
    self.nearness = nearness
  }
}
