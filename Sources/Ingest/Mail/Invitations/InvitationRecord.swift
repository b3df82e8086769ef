import FoundationEssentials
import Shared

/// The row of an invitation that became a task.
struct InvitationRecord: Hashable, Sendable {
  /// The task; it is alive. Of a series whose first dates are done, the one that is open.
  var task: UUID
  /// Whose mail may change the task, in lower case.
  var organizer: String?
  /// SEQUENCE of the latest version that counted.
  var sequence: Int
  /// DTSTAMP of it.
  var stamp: Instant?
  /// True once it was called off.
  var isCancelled: Bool
  /// The people, with their answers.
  var attendees: [InvitationAttendee]

  /// The row that a new task's invitation gets.
  init(_ invitation: Invitation, task: UUID) {
    self.task = task
    organizer = invitation.organizer
    sequence = invitation.item.sequence
    stamp = invitation.item.stamp
    isCancelled = invitation.isCancellation
    attendees = InvitationAttendee.list(invitation.item)
  }

  /// A row of those parts.
  init(
    task: UUID, organizer: String?, sequence: Int, stamp: Instant?, isCancelled: Bool = false,
    attendees: [InvitationAttendee] = []
  ) {
    self.task = task
    self.organizer = organizer
    self.sequence = sequence
    self.stamp = stamp
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
    select t.id as task_id, i.organizer, i.sequence, i.stamp, i.cancelled, i.attendees
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
    where i.workspace_id = $1 and i.user_id = $2 and i.uid = $3
    """)

  private static let saveSQL = SQL(
    "save_invitation",
    """
    insert into pipeline.invitations as i (workspace_id, user_id, uid, task_id, organizer, sequence,
      stamp, cancelled, attendees, raw_input_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    on conflict (workspace_id, user_id, uid) do update set task_id = excluded.task_id,
      organizer = excluded.organizer, sequence = excluded.sequence, stamp = excluded.stamp,
      cancelled = excluded.cancelled, attendees = excluded.attendees,
      raw_input_id = excluded.raw_input_id, updated_at = now()
    """)

  /// Keeps two mails about one invitation apart until the transaction ends, and returns what is
  /// known of it; nil where no living task came of it.
  static func open(
    _ key: String, as actor: Actor, in session: any PostgresSession
  ) async throws -> InvitationRecord? {
    let parameters: [any PostgresEncodable] = [actor.workspace, actor.user, key]
    try await session.execute(lockSQL, parameters)
    guard let row = try await session.queryRow(findSQL, parameters) else { return nil }
    let people = try row.get("attendees", as: JSONValue.self).arrayValue ?? []
    return InvitationRecord(
      task: try row.get("task_id", as: UUID.self),
      organizer: try row.get("organizer", as: String?.self),
      sequence: Int(try row.get("sequence", as: Int32.self)),
      stamp: try row.get("stamp", as: Instant?.self),
      isCancelled: try row.get("cancelled", as: Bool.self),
      attendees: people.compactMap(InvitationAttendee.init))
  }

  /// Writes the row.
  func save(
    _ key: String, input: StoredInput, in session: any PostgresSession
  ) async throws {
    try await session.execute(
      Self.saveSQL,
      [
        input.actor.workspace, input.actor.user, key, task,
        organizer.map { String($0.prefix(320)) },
        Int32(clamping: sequence), stamp, isCancelled, JSONValue.array(attendees.map(\.json)),
        input.id,
      ])
  }
}
