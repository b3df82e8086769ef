/// The daily job that lets go of raw mails and captures once they are old enough; the sweep of the
/// object store, an hour later, deletes their bytes.
public struct ExpireInputs: JobHandler {
  /// The kind of job.
  public static let kind = JobKind("inputs.expire", priority: 4, maxAttempts: 3, concurrency: 1)

  /// The schedule that fires it, at night by UTC, before the object store is swept.
  public static let schedule = ScheduleDefinition(
    name: "inputs.expire", kind: kind.name, expression: "17 2 * * *")

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  private let pool: PostgresPool
  private let days: Int

  /// A handler that keeps raw bytes for as long as the settings say.
  public init(pool: PostgresPool, settings: Settings) {
    self.pool = pool
    days = settings[Settings.rawRetentionDays]
  }

  /// Goes through what is old in small steps, each committed by itself; the result counts them.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    var count: Int64 = 0
    while true {
      try Task.checkCancellation()
      let expired = try await RawInputs.expire(days: days, in: pool).count
      count += Int64(expired)
      if expired == 0 { return .done(result: ["expired": .int(count)]) }
    }
  }
}
