public import FoundationEssentials
public import Shared

/// An open task that could be done now: nothing it waits for is open, and it has no open sub-tasks.
public struct OpenTask: Hashable, Sendable {
  /// Its id.
  public var id: UUID
  /// Its title.
  public var title: String
  /// Its project.
  public var project: UUID?
  /// 1 high to 3 low; 0 for none.
  public var priority: Int
  /// When it is due.
  public var due: Instant?
  /// True where the deadline cannot move.
  public var isHardDeadline: Bool
  /// Minutes that it takes; nil where nobody knows.
  public var estimatedMinutes: Int?
  /// True where it was begun.
  public var isBegun: Bool
  /// Where it has to be done.
  public var place: String?
  /// Its tags.
  public var tags: [String]
  /// True where a plan has it at this time.
  public var isPlannedNow: Bool
  /// How many open tasks wait for it.
  public var waiting: Int

  /// A task of which only the title is known.
  public init(id: UUID = UUID(), title: String) {
    self.id = id
    self.title = title
    priority = 0
    isHardDeadline = false
    isBegun = false
    tags = []
    isPlannedNow = false
    waiting = 0
  }
}
