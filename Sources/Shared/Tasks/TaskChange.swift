public import FoundationEssentials

/// What is to change on one task, in one update of its row.
public struct TaskChange: Sendable {
  /// The task.
  public var task: UUID
  /// The version the caller has read; a task that has moved since is refused. nil takes the version
  /// at the time of writing.
  public var baseVersion: Int64?
  /// New values of fields, as the column's JSON; null empties a field.
  ///
  /// Columns and facts may stand here; lists (tags, attachments, …) have their own members.
  /// `status` sets the completion columns with it.
  public var fields: [TaskField: JSONValue] = [:]
  /// Tags to add by name.
  public var addedTags: [String] = []
  /// Tags to take off by name.
  public var removedTags: [String] = []
  /// Files to attach.
  public var attachments: [TaskAttachment] = []
  /// Reminders to add.
  public var reminders: [TaskReminder] = []
  /// Tasks it has to wait for from now on.
  public var blockers: [UUID] = []
  /// The planned blocks of the acting user's task, which replace all planned before; nil leaves
  /// them.
  public var blocks: [InstantRange]?
  /// Whose time the blocks take; the acting user unless given.
  public var blocksUser: UUID?
  /// Comments to add.
  public var comments: [TaskComment] = []
  /// What holds for single dates of its recurrence from now on.
  public var dateExceptions: [TaskDateException] = []
  /// Members of its facts' details to set; null takes one out.
  public var details: JSONObject = [:]
  /// Where the new values came from.
  public var provenance: [Provenance] = []
  /// Warning codes to add to its facts.
  public var warnings: [String] = []

  /// No change yet to that task.
  public init(_ task: UUID, baseVersion: Int64? = nil) {
    self.task = task
    self.baseVersion = baseVersion
  }

  /// True where nothing would change.
  public var isEmpty: Bool {
    fields.isEmpty && addedTags.isEmpty && removedTags.isEmpty && attachments.isEmpty
      && reminders.isEmpty && blockers.isEmpty && blocks == nil && comments.isEmpty
      && provenance.isEmpty && warnings.isEmpty && dateExceptions.isEmpty && details.count == 0
  }
}
