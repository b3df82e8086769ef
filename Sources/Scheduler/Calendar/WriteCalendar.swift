import FoundationEssentials
public import Shared

/// Makes a person's accepted blocks appear in their calendars, and disappear again.
///
/// What is to stand there follows from the planned blocks, what does stand there from
/// `calendar_writes`; only events that we wrote are ever touched. Each event's identifier follows
/// from the block's, and it is noted before it is written: an attempt after a crash writes no second
/// one, and no event stands anywhere that nobody knows of.
public struct WriteCalendar: JobHandler {
  /// The kind of job.
  public static let kind = JobKind(
    "calendar.write", queue: "default", priority: 3, maxAttempts: 8, timeout: .seconds(300),
    uniqueScope: .whileWaiting, retention: .seconds(86_400))

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  private let pool: PostgresPool
  private let settings: Settings
  private let sync: SyncCalendar

  /// A handler that reaches people's servers with `outside` and Google with `trusted`.
  public init(
    pool: PostgresPool, settings: Settings, outside: HTTPClient, trusted: HTTPClient
  ) {
    self.pool = pool
    self.settings = settings
    sync = SyncCalendar(pool: pool, settings: settings, outside: outside, trusted: trusted)
  }

  /// The job for one person. Those of one person run one after the other.
  public static func request(for actor: Actor) -> JobRequest {
    let user = actor.user.uuidString.lowercased()
    return JobRequest(
      kind, args: ["user_id": .string(user)], workspace: actor.workspace, uniqueKey: user,
      concurrencyKey: "calendar.write.\(user)")
  }

  /// One event as it is to stand in a calendar.
  struct Event: Hashable, Sendable {
    /// The block's id, from which the event's follows.
    var block: UUID
    /// The task.
    var task: UUID
    /// When.
    var during: InstantRange
    /// The task's title.
    var title: String

    /// The identifier in calendars.
    var identifier: String {
      CalendarWriteBack.identifierPrefix + block.uuidString.lowercased()
    }
  }

  /// A query of all blocks that are to stand in calendars, of whoever.
  static let wanted =
    """
    select b.id, b.workspace_id, b.user_id, b.task_id, b.during, t.title
    from pipeline.planned_blocks b
    join public.tasks t on t.id = b.task_id and t.workspace_id = b.workspace_id
    where b.state = 'planned' and t.deleted_at is null and upper(b.during) > now()
      and t.status in ('TODO', 'IN_PROGRESS') and t.is_completed is not true
    """

  private static let wantedSQL = SQL(
    "read_blocks_to_write",
    "\(wanted) and b.workspace_id = $1 and b.user_id = $2 order by lower(b.during)")

  private static let writtenSQL = SQL(
    "read_written_events",
    """
    select w.event_id, w.during, w.title, w.is_pending from pipeline.calendar_writes w
    where w.calendar_id = $1 and w.workspace_id = $2 and upper(w.during) > now()
    """)

  private static let noteSQL = SQL(
    "note_written_event",
    """
    insert into pipeline.calendar_writes as w (event_id, calendar_id, workspace_id, user_id,
      task_id, during, title, is_pending)
    values ($1, $2, $3, $4, $5, $6, $7, true)
    on conflict (calendar_id, event_id) do update set during = excluded.during,
      title = excluded.title, is_pending = true
    """)

  private static let confirmSQL = SQL(
    "confirm_written_event",
    """
    update pipeline.calendar_writes set is_pending = false, written_at = now()
    where event_id = $1 and calendar_id = $2 and workspace_id = $3
    """)

  private static let forgetSQL = SQL(
    "forget_written_event",
    """
    delete from pipeline.calendar_writes
    where event_id = $1 and calendar_id = $2 and workspace_id = $3
    """)

  /// Writes and removes what differs, calendar by calendar: one that fails is noted on the calendar
  /// and keeps none of the others from being written.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    guard let workspace = job.workspace,
      let user = job.args["user_id"]?.stringValue.flatMap({ UUID(uuidString: $0) })
    else { return .discard(JobFailure("bad_arguments", "no user is named", isFinal: true)) }
    return try await write(for: Actor(user: user, workspace: workspace))
  }

  /// Writes all calendars of a person.
  func write(for actor: Actor) async throws -> JobOutcome {
    let accounts = try await CalendarStore.list(for: actor, in: pool).filter(\.writesBack)
    guard !accounts.isEmpty else { return .done(result: nil) }
    let wanted = try await pool.query(Self.wantedSQL, [actor.workspace, actor.user]).map { row in
      Event(
        block: try row.get("id", as: UUID.self), task: try row.get("task_id", as: UUID.self),
        during: try row.get("during", as: InstantRange.self),
        title: try row.get("title", as: String.self))
    }
    var faults: [CalendarFault] = []
    for account in accounts {
      do {
        try await write(wanted, to: account)
        try await CalendarStore.written(account, in: pool)
      } catch let fault as CalendarFault {
        try await CalendarStore.failWrite(account, because: fault.description, in: pool)
        faults.append(fault)
      }
    }
    // What can pass is tried again for all; the others are written already then.
    guard let fault = faults.first(where: \.isPassing) ?? faults.first else {
      return .done(result: ["events": .int(Int64(wanted.count))])
    }
    let failure = JobFailure(fault.code.rawValue, fault.description, isFinal: !fault.isPassing)
    return fault.isPassing ? .retry(after: fault.wait, failure) : .discard(failure)
  }

  /// Makes exactly those events stand in a calendar, beside what is not ours. Throws
  /// ``CalendarFault``.
  func write(_ wanted: [Event], to account: CalendarAccount) async throws {
    let rows = try await pool.query(
      Self.writtenSQL, [account.id, account.actor.workspace])
    guard !wanted.isEmpty || !rows.isEmpty else { return }
    let place = try await target(account)
    var written: [String: (during: InstantRange, title: String, isPending: Bool)] = [:]
    for row in rows {
      written[try row.get("event_id", as: String.self)] = (
        try row.get("during", as: InstantRange.self), try row.get("title", as: String.self),
        try row.get("is_pending", as: Bool.self)
      )
    }
    for event in wanted {
      let known = written.removeValue(forKey: event.identifier)
      if let known, !known.isPending, known.during == event.during, known.title == event.title {
        continue
      }
      let key: [any PostgresEncodable] = [event.identifier, account.id, account.actor.workspace]
      try await pool.execute(
        Self.noteSQL, key + [account.actor.user, event.task, event.during, event.title])
      if known != nil { try await place.remove(event.identifier) }
      try await place.write(event)
      try await pool.execute(Self.confirmSQL, key)
    }
    for identifier in written.keys {
      try await place.remove(identifier)
      try await pool.execute(
        Self.forgetSQL, [identifier, account.id, account.actor.workspace])
    }
  }

  private func target(_ account: CalendarAccount) async throws -> any CalendarTarget {
    switch account.kind {
    case .caldav:
      return CalDAVTarget(client: try await sync.caldav(account), address: account.address)
    case .google:
      guard let service = GoogleService(settings: settings) else {
        throw CalendarFault(.notConfigured)
      }
      return GoogleTarget(
        service: service, client: try await sync.google(account, service),
        calendar: account.address)
    case .file, .url: throw CalendarFault(.notConfigured)
    }
  }
}
