import FoundationEssentials
import Shared

/// The row of an invitation that became a task.
struct InvitationRecord: Hashable, Sendable {
  /// Its key: of the series, or of the one date that came alone.
  var key: String
  /// The task; it is alive. Of a series whose first dates are done, the one that is open.
  var task: UUID
  /// The task above it.
  var parent: UUID?
  /// Whose mail may change the task, in lower case.
  var organizer: String?
  /// The latest version that counted.
  var version: InvitationVersion
  /// True once it was called off.
  var isCancelled: Bool
  /// The people, with their answers.
  var attendees: [InvitationAttendee]
  /// The calendar as it stands; nil where it was not kept.
  var series: CalendarSeries?
  /// The zone that the calendar means its floating times in.
  var zone: Zone?
  /// The date of the series that the task stands for, on the task's wall clock; nil for no series.
  var date: CivilDateTime?

  /// The row that a new task's invitation gets.
  init(_ invitation: Invitation, task: UUID) {
    key = invitation.dateKey ?? invitation.key
    self.task = task
    organizer = invitation.organizer
    version = InvitationVersion(invitation.item)
    isCancelled = invitation.isCancellation
    attendees = InvitationAttendee.list(invitation.item)
    series = invitation.series
    zone = invitation.zone
  }

  /// A row of those parts.
  init(
    key: String, task: UUID, organizer: String?, version: InvitationVersion,
    isCancelled: Bool = false, attendees: [InvitationAttendee] = []
  ) {
    self.key = key
    self.task = task
    self.organizer = organizer
    self.version = version
    self.isCancelled = isCancelled
    self.attendees = attendees
  }

  private static let lockSQL = SQL(
    "lock_invitation",
    "select pg_advisory_xact_lock(hashtextextended('invitation:' || $1::text || $2::text || $3, 0))"
  )

  private static let findSQL = SQL(
    "find_invitation",
    """
    select i.uid, t.id as task_id, t.parent_task_id, i.organizer, i.sequence, i.stamp, i.cancelled,
      i.attendees, i.series, i.zone, f.details->>'recurrence_original' as date
    from pipeline.invitations i
    left join lateral (
      select n.task_id from pipeline.task_facts f
      join pipeline.task_facts n on n.series_id = f.series_id and n.workspace_id = $1
      join public.tasks x on x.id = n.task_id and x.workspace_id = $1 and x.deleted_at is null
        and x.status not in ('DONE', 'CANCELED')
      where f.task_id = i.task_id and f.workspace_id = $1
      order by n.occurrence desc limit 1) o on true
    join public.tasks t on t.id = coalesce(o.task_id, i.task_id) and t.workspace_id = $1
      and t.deleted_at is null
    left join pipeline.task_facts f on f.task_id = t.id and f.workspace_id = $1
    where i.workspace_id = $1 and i.user_id = $2 and i.uid in ($3, $4)
    order by i.uid <> $3 limit 1
    """)

  private static let saveSQL = SQL(
    "save_invitation",
    """
    insert into pipeline.invitations as i (workspace_id, user_id, uid, task_id, organizer, sequence,
      stamp, cancelled, attendees, raw_input_id, series, zone)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    on conflict (workspace_id, user_id, uid) do update set task_id = excluded.task_id,
      organizer = excluded.organizer, sequence = excluded.sequence, stamp = excluded.stamp,
      cancelled = excluded.cancelled, attendees = excluded.attendees,
      raw_input_id = excluded.raw_input_id, series = excluded.series, zone = excluded.zone,
      updated_at = now()
    """)

  /// Keeps other mails about the same series away until the transaction ends. Several keys are taken
  /// in their order, so that two mails cannot wait for each other.
  static func lock(
    _ keys: Set<String>, as actor: Actor, in session: any PostgresSession
  ) async throws {
    for key in keys.sorted() {
      try await session.execute(lockSQL, [actor.workspace, actor.user, key])
    }
  }

  /// What is known of an invitation: of its series, else of the date itself; nil where no living task
  /// came of it.
  static func find(
    _ invitation: Invitation, as actor: Actor, in session: any PostgresSession
  ) async throws -> InvitationRecord? {
    let parameters: [any PostgresEncodable] = [
      actor.workspace, actor.user, invitation.key, invitation.dateKey ?? invitation.key,
    ]
    guard let row = try await session.queryRow(findSQL, parameters) else { return nil }
    let people = try row.get("attendees", as: JSONValue.self).arrayValue ?? []
    var record = InvitationRecord(
      key: try row.get("uid", as: String.self), task: try row.get("task_id", as: UUID.self),
      organizer: try row.get("organizer", as: String?.self),
      version: InvitationVersion(
        sequence: Int(try row.get("sequence", as: Int32.self)),
        stamp: try row.get("stamp", as: Instant?.self)),
      isCancelled: try row.get("cancelled", as: Bool.self),
      attendees: people.compactMap(InvitationAttendee.init))
    record.parent = try row.get("parent_task_id", as: UUID?.self)
    record.series = try row.get("series", as: String?.self).flatMap(CalendarSeries.stored)
    record.zone = try row.get("zone", as: String?.self)
      .flatMap { try? TimeZoneDatabase.system.zone(named: $0) }
    record.date = try row.get("date", as: String?.self).flatMap { CivilDateTime($0) }
    return record
  }

  /// Writes the row.
  func save(input: StoredInput, in session: any PostgresSession) async throws {
    try await session.execute(
      Self.saveSQL,
      [
        input.actor.workspace, input.actor.user, key, task,
        organizer.map { String($0.prefix(320)) },
        Int32(clamping: version.sequence), version.stamp, isCancelled,
        JSONValue.array(attendees.map(\.json)), input.id, series?.storedText,
        zone.flatMap { $0.name.utf8.count <= 100 ? $0.name : nil },
      ])
  }
}
