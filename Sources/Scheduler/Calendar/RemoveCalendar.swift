import FoundationEssentials
public import Shared

/// Takes our events out of a calendar that its owner has removed, and deletes it then.
///
/// What can pass is tried again; where the calendar cannot be reached any more it is deleted all
/// the same, and the events that stand there stay.
public struct RemoveCalendar: JobHandler {
  /// The kind of job.
  public static let kind = JobKind(
    "calendar.remove", queue: "default", priority: 3, maxAttempts: 8, timeout: .seconds(300),
    uniqueScope: .whileUnfinished, retention: .seconds(86_400))

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  private let pool: PostgresPool
  private let writer: WriteCalendar

  /// A handler that reaches people's servers with `outside` and Google with `trusted`.
  public init(
    pool: PostgresPool, settings: Settings, outside: HTTPClient, trusted: HTTPClient
  ) {
    self.pool = pool
    writer = WriteCalendar(pool: pool, settings: settings, outside: outside, trusted: trusted)
  }

  /// The job for one calendar; it never runs beside a write to the same person's calendars.
  static func request(for id: UUID, of actor: Actor) -> JobRequest {
    let id = id.uuidString.lowercased()
    return JobRequest(
      kind, args: ["calendar_id": .string(id)], workspace: actor.workspace, uniqueKey: id,
      concurrencyKey: WriteCalendar.request(for: actor).concurrencyKey)
  }

  /// Takes the events out; the calendar is deleted with the end of the job.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    guard let workspace = job.workspace, let id = Self.calendar(of: job) else {
      return .discard(JobFailure("bad_arguments", "no calendar is named", isFinal: true))
    }
    return try await remove(id, workspace: workspace)
  }

  /// Takes the events of one calendar out.
  func remove(_ id: UUID, workspace: UUID) async throws -> JobOutcome {
    let account = try await CalendarStore.account(
      id, workspace: workspace, removed: true, in: pool)
    guard let account else { return .cancel(reason: "the calendar is gone") }
    var result: JSONValue?
    do {
      try await writer.write([], to: account)
    } catch let fault as CalendarFault {
      if fault.isPassing {
        return .retry(after: fault.wait, JobFailure(fault.code.rawValue, fault.description))
      }
      result = ["left": .string(fault.description)]
    }
    return .done(
      result: result,
      effects: { session in
        try await CalendarStore.delete(id, workspace: workspace, in: session)
      })
  }

  /// Deletes the calendar although its events are still there.
  public func onDiscard(
    _ job: ClaimedJob, because failure: JobFailure
  ) async throws -> JobOutcome.Effects? {
    guard let workspace = job.workspace, let id = Self.calendar(of: job) else { return nil }
    return { session in
      try await CalendarStore.delete(id, workspace: workspace, in: session)
    }
  }

  private static func calendar(of job: ClaimedJob) -> UUID? {
    job.args["calendar_id"]?.stringValue.flatMap { UUID(uuidString: $0) }
  }
}
