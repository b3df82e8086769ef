public import FoundationEssentials

/// What is known about a task beyond the app's columns (`pipeline.task_facts`).
public struct TaskFacts: Hashable, Sendable {
  /// How exact the due date is.
  public enum DueGrain: String, Hashable, Sendable {
    /// A date without a time, stored as 23:59:59 local.
    case day
    /// A date and a time.
    case minute
  }

  /// What the next occurrence of a recurring task counts from.
  public enum RepeatFrom: String, Hashable, Sendable {
    /// The rule's own schedule.
    case schedule
    /// The moment of completion ("every!").
    case completion
  }

  /// What a mail's sender may do.
  public enum SenderClass: String, Hashable, Sendable {
    /// The address's own user, authenticated.
    case owner
    /// Anyone else.
    case outsider
  }

  /// Whether the due date names a day or a minute.
  public var dueGrain: DueGrain?
  /// True where times mean the local time wherever the person is.
  public var floating = false
  /// The earliest moment a person said for the work; the planner's only release.
  public var notBefore: Instant?
  /// What recurrence counts from.
  public var repeatFrom: RepeatFrom?
  /// The series' DTSTART, local wall time as ISO 8601 without zone: `2026-06-05T09:00:00`.
  public var seriesStart: String?
  /// The series this task is an occurrence of.
  public var seriesID: UUID?
  /// The occurrence's number in its series, from 1.
  public var occurrence: Int32?
  /// The user who is to do it.
  public var assignee: UUID?
  /// Where it happens.
  public var place: String?
  /// What made it: `mail`, `page`, `line`, `breakdown`, `recurrence`, …
  public var sourceKind: String?
  /// The address of the page or message it came from.
  public var sourceURL: String?
  /// That address in canonical form.
  public var canonicalURL: String?
  /// People of an invitation, as a list of objects.
  public var attendees: [JSONValue] = []
  /// The sender's class, for what came by mail.
  public var senderClass: SenderClass?
  /// Codes of what was cut or looked wrong, such as `title_cut`.
  public var warnings: [String] = []
  /// Whatever else explains the task: which part became what, invitation sequence, note positions.
  public var details: JSONObject = [:]
  /// The input it was made of, `pipeline.raw_inputs.id`.
  public var rawInput: UUID?

  /// Facts of which none is known yet.
  public init() {}
}
