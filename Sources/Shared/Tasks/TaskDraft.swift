public import FoundationEssentials

/// The only way a task comes into being: every source fills this value, ``TaskWriter`` writes it.
///
/// A draft may nest sub-tasks and may name other drafts of the same write by their keys.
public struct TaskDraft: Hashable, Sendable {
  /// A name for this draft within one write or proposal, for dependencies between drafts.
  public var key: String?
  /// The title; must not be empty when written.
  public var title: String
  /// The description, Markdown.
  public var description: String?
  /// The project, nil for none; a sub-task has its parent's.
  public var project: UUID?
  /// An existing parent task; nested drafts leave it nil.
  public var parent: UUID?
  /// The priority.
  public var priority = TaskPriority.none
  /// The status; a closed one also sets the completion columns.
  public var status = TaskStatus.todo
  /// The board's column.
  public var bucket: UUID?
  /// When it was completed, where ``status`` is done.
  public var completedAt: Instant?
  /// True to file it away at once.
  public var archived = false
  /// Where a plan shows its start.
  public var start: Instant?
  /// When it is due; without a time, 23:59:59 local with ``TaskFacts/dueGrain`` day.
  public var due: Instant?
  /// When it should be done ideally.
  public var softDeadline: Instant?
  /// True where ``due`` cannot move.
  public var isHardDeadline = false
  /// The recurrence as RRULE of RFC 5545, without `RRULE:`.
  public var recurrenceRule: String?
  /// The IANA zone of its civil times.
  public var timezone = "UTC"
  /// The estimate in minutes.
  public var estimatedMinutes: Int32?
  /// Minutes already spent.
  public var timeSpentMinutes: Int32 = 0
  /// What is known beyond the app's columns.
  public var facts = TaskFacts()
  /// Tag names; reused without regard to case.
  public var tags: [String] = []
  /// Child tasks.
  public var subtasks: [TaskDraft] = []
  /// Tasks that have to finish before this one starts.
  public var blockedBy: [TaskReference] = []
  /// Tasks that wait for this one.
  public var blocking: [TaskReference] = []
  /// Reminders for the acting user.
  public var reminders: [TaskReminder] = []
  /// Stored files.
  public var attachments: [TaskAttachment] = []
  /// What holds for single dates of its recurrence.
  public var dateExceptions: [TaskDateException] = []
  /// Where the fields came from.
  public var provenance: [Provenance] = []

  /// A draft of which only the title is known.
  public init(title: String) {
    self.title = title
  }

  /// Notes where a field came from; several notes on one field may stand side by side.
  public mutating func explain(
    _ field: TaskField, value: String? = nil, as kind: Provenance.Kind,
    reference: JSONObject = [:], confidence: Double
  ) {
    provenance.append(
      Provenance(field, value: value, kind: kind, reference: reference, confidence: confidence))
  }

  /// How many tasks it makes, itself included.
  public var taskCount: Int {
    subtasks.reduce(1) { $0 + $1.taskCount }
  }

  /// How deep it nests; 1 without sub-tasks.
  public var depth: Int {
    1 + (subtasks.map(\.depth).max() ?? 0)
  }
}
