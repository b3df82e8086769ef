import FoundationEssentials
import Shared

/// A completed recurring task as it was read under its lock, and the series it stands in.
struct RecurringTask: Sendable {
  /// The task.
  let id: UUID
  /// Its workspace.
  let workspace: UUID
  /// Its project.
  let project: UUID?
  /// The series; the task's own id where it is the first.
  let series: UUID
  /// When it was completed.
  let completedAt: Instant
  /// What its next occurrence counts from.
  let repeatFrom: TaskFacts.RepeatFrom
  /// The column that carries the occurrence's time.
  let anchor: TaskField
  /// That time on the wall clock; for whole days the day's midnight.
  let anchorLocal: CivilDateTime
  /// True where the anchor is the beginning of a whole day, not its end.
  let isDayStart: Bool
  /// The zone, the rule and the place of the occurrence in the series.
  var position: RecurringSeries
  /// Who may be taken as acting, the best first.
  let actors: [UUID]

  private static let lockSQL = SQL(
    "lock_recurring_task",
    """
    select t.id, t.project_id, t.recurrence_rule, t.timezone, t.due_date, t.soft_deadline,
      t.start_date, coalesce(t.completed_at, now()) as completed_at, t.created_by, t.created_at,
      t.status = 'DONE' or t.is_completed as is_done
    from public.tasks t
    where t.id = $1 and t.workspace_id = $2 and t.deleted_at is null and t.recurrence_rule <> ''
    for update of t
    """)

  private static let factsSQL = SQL(
    "read_series_facts",
    """
    select f.due_grain, f.repeat_from, f.series_start::text as series_start, f.series_id,
      f.occurrence, f.assignee_id, f.details->>'recurrence_original' as original,
      f.details->>'recurrence_anchor' as anchor
    from pipeline.task_facts f where f.task_id = $1 and f.workspace_id = $2
    """)

  private static let exceptionsSQL = SQL(
    "read_series_exceptions",
    """
    select e.original_date, e.new_date,
      coalesce(e.is_completed, false) or coalesce(e.is_deleted, false) as is_closed
    from public.task_recurrence_exceptions e
    where e.original_date is not null and (e.original_task_id = $1
      or e.original_task_id in (select f.task_id from pipeline.task_facts f
        where f.series_id = $2 and f.workspace_id = $3))
    order by e.created_at desc, e.id limit $4
    """)

  private static let editorSQL = SQL(
    "read_last_editor",
    """
    select c.user_id from public.command_log c
    where c.entity_id = $1 and c.workspace_id = $2 order by c.created_at desc limit 1
    """)

  /// Locks the task and reads its series; nil where it is gone, open, or does not repeat.
  ///
  /// `user` is who completed it, where the app has said so. Throws `JobFailure` where the rule
  /// or the zone cannot be read.
  static func lock(
    _ id: UUID, workspace: UUID, completedBy user: UUID?, finest: RecurrenceFrequency,
    in session: any PostgresSession
  ) async throws -> RecurringTask? {
    guard let row = try await session.queryRow(lockSQL, [id, workspace]),
      try row.get("is_done", as: Bool?.self) ?? false
    else { return nil }
    let facts = try await session.queryRow(factsSQL, [id, workspace])
    let editor = try await session.queryRow(editorSQL, [id, workspace])
    var task = try RecurringTask(
      row: row, facts: facts, workspace: workspace,
      actors: [
        user, try editor?.get("user_id", as: UUID?.self),
        try facts?.get("assignee_id", as: UUID?.self), try row.get("created_by", as: UUID.self),
      ].compactMap(\.self))
    let exceptions = try await session.query(
      exceptionsSQL, [id, task.series, workspace, Int64(RecurringLimits.exceptions)])
    task.position.exceptions = try exceptions.map {
      SeriesException(
        original: try $0.get("original_date", as: Instant.self),
        moved: try $0.get("new_date", as: Instant?.self),
        isClosed: try $0.get("is_closed", as: Bool.self))
    }
    task.position.finest = finest
    let original = try facts?.get("original", as: String?.self).flatMap { CivilDateTime($0) }
    task.position.original = original ?? task.guessedOriginal
    return task
  }

  private init(row: PostgresRow, facts: PostgresRow?, workspace: UUID, actors: [UUID]) throws {
    id = try row.get("id", as: UUID.self)
    self.workspace = workspace
    self.actors = actors
    project = try row.get("project_id", as: UUID?.self)
    completedAt = try row.get("completed_at", as: Instant.self)
    series = try facts?.get("series_id", as: UUID?.self) ?? id
    repeatFrom =
      try facts?.get("repeat_from", as: String?.self).flatMap { .init(rawValue: $0) } ?? .schedule
    let text = try row.get("recurrence_rule", as: String.self)
    guard let rule = try? RecurrenceRule.lenient(parsing: Array(text.utf8)).rule else {
      throw JobFailure("bad_rule", "the recurrence rule cannot be read", isFinal: true)
    }
    let zoneName = try row.get("timezone", as: String?.self) ?? "UTC"
    guard let zone = try? TimeZoneDatabase.system.zone(named: zoneName) else {
      throw JobFailure("bad_zone", "the task's zone is unknown", isFinal: true)
    }
    let times: [(TaskField, Instant?)] = [
      (.due, try row.get("due_date", as: Instant?.self)),
      (.softDeadline, try row.get("soft_deadline", as: Instant?.self)),
      (.start, try row.get("start_date", as: Instant?.self)),
    ]
    // What an invitation repeats is its start; everything else is named by when it is due.
    let named = try facts?.get("anchor", as: String?.self)
    let known =
      times.first { $0.1 != nil && $0.0.rawValue == named } ?? times.first { $0.1 != nil }
    anchor = known?.0 ?? .due
    let local = zone.local(at: try known?.1 ?? row.get("created_at", as: Instant.self))
    let grain = try facts?.get("due_grain", as: String?.self)
    let isWholeDays =
      known == nil || grain == "day" || (grain == nil && local.time == .endOfDay)
    isDayStart = isWholeDays && anchor == .start && local.time == .midnight
    anchorLocal = isWholeDays ? CivilDateTime(local.date) : local
    let start =
      try facts?.get("series_start", as: String?.self).flatMap {
        CivilDateTime($0.replacing(" ", with: "T"))
      } ?? anchorLocal
    position = RecurringSeries(
      rule: rule, zone: zone, isWholeDays: isWholeDays,
      start: isWholeDays ? CivilDateTime(start.date) : start, original: anchorLocal,
      number: Int(try facts?.get("occurrence", as: Int32?.self) ?? 1))
  }

  /// Where the rule has this occurrence, for a row that does not say so: where the app moved it
  /// from, else the instance of its number, else where it stands.
  private var guessedOriginal: CivilDateTime {
    let zone = position.zone
    let moved = position.exceptions.first {
      $0.moved.map { zone.local(at: $0) }.map {
        position.isWholeDays ? $0.date == anchorLocal.date : $0 == anchorLocal
      } ?? false
    }
    if let moved {
      let local = zone.local(at: moved.original)
      return position.isWholeDays ? CivilDateTime(local.date) : local
    }
    let isKnown = position.number <= RecurringLimits.instances
    guard repeatFrom == .schedule, isKnown, position.start <= anchorLocal else {
      return anchorLocal
    }
    let start: CivilMoment =
      position.isWholeDays ? .date(position.start.date) : .zoned(position.start, zone)
    let set = RecurrenceSet(start: start, rules: [position.rule])
    let instances = set.expand(
      RecurrenceOptions(limit: position.number, finest: position.finest)
    ).instances
    return instances.count == position.number ? instances[position.number - 1] : anchorLocal
  }
}
