public import FoundationEssentials
public import Shared

/// All that a breakdown may draw on: the task, what stands beside it, and how the like was done.
public struct BreakdownMaterial: Hashable, Sendable {
  /// The database's time when all this was read.
  public var now: Instant
  /// The task.
  public var task: UUID
  /// Its title.
  public var title: String
  /// Its description, Markdown.
  public var description: String
  /// Its project's name.
  public var project: String?
  /// When it is due.
  public var due: Instant?
  /// Its zone.
  public var timezone: String
  /// Its estimate in minutes.
  public var estimatedMinutes: Int?
  /// Titles of the sub-tasks that it has already, finished ones too.
  public var existing: [String]
  /// Titles of open tasks of the same parent or project.
  public var siblings: [String]
  /// Finished parents that may be like it.
  public var parents: [FinishedParent]
  /// How many times as long as estimated things take this person; 1 where nobody knows.
  public var bias: Double
  /// What titles mean, where there are vectors.
  public var meanings: StepMeanings

  /// Material of which only the title is known.
  public init(task: UUID = UUID(), title: String, description: String = "") {
    self.task = task
    self.title = title
    self.description = description
    now = Instant(seconds: 0)
    timezone = "UTC"
    existing = []
    siblings = []
    parents = []
    bias = 1
    meanings = .none
  }
}
