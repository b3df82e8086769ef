/// A field of a task, named as its column or, for what is no column, as the table beside it.
///
/// These names stand in `pipeline.provenance`, in proposals and in the logged states.
public enum TaskField: String, Hashable, Sendable, CaseIterable {
  /// `tasks.title`.
  case title
  /// `tasks.description`, Markdown.
  case description
  /// `tasks.project_id`.
  case project = "project_id"
  /// `tasks.parent_task_id`.
  case parent = "parent_task_id"
  /// `tasks.priority`.
  case priority
  /// `tasks.status`, with `is_completed` and `completed_at`.
  case status
  /// `tasks.start_date`: where an accepted plan shows its start; planners never read it.
  case start = "start_date"
  /// `tasks.due_date`.
  case due = "due_date"
  /// `tasks.soft_deadline`.
  case softDeadline = "soft_deadline"
  /// `tasks.is_hard_deadline`.
  case isHardDeadline = "is_hard_deadline"
  /// `tasks.recurrence_rule`, an RRULE.
  case recurrenceRule = "recurrence_rule"
  /// `tasks.timezone`, an IANA name.
  case timezone
  /// `tasks.estimated_minutes`.
  case estimatedMinutes = "estimated_minutes"
  /// `tasks.time_spent_minutes`.
  case timeSpentMinutes = "time_spent_minutes"
  /// `tasks.archived`.
  case archived
  /// `tasks.bucket_id`.
  case bucket = "bucket_id"
  /// `task_facts.due_grain`.
  case dueGrain = "due_grain"
  /// `task_facts.floating`.
  case floating
  /// `task_facts.not_before`.
  case notBefore = "not_before"
  /// `task_facts.repeat_from`.
  case repeatFrom = "repeat_from"
  /// `task_facts.series_start`, with `series_id` and `occurrence`.
  case seriesStart = "series_start"
  /// `task_facts.assignee_id`.
  case assignee = "assignee_id"
  /// `task_facts.place`.
  case place
  /// `task_facts.attendees`.
  case attendees
  /// `task_facts.source_url` and `canonical_url`.
  case sourceURL = "source_url"
  /// Rows of `task_tags`.
  case tags
  /// Child tasks.
  case subtasks
  /// Rows of `task_dependencies`.
  case dependencies
  /// Rows of `pipeline.reminders`.
  case reminders
  /// Rows of `attachments`.
  case attachments
  /// Rows of `pipeline.planned_blocks`.
  case blocks
}
