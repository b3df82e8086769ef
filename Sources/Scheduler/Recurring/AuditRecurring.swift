public import Shared

/// Looks each night for completed recurring tasks that have no next one yet.
public struct AuditRecurring: JobHandler {
  /// The kind of job.
  public static let kind = JobKind("tasks.recur.audit", priority: 3, maxAttempts: 3)

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  /// A handler.
  public init() {}

  /// The schedule that fires it, at night by UTC.
  public static let schedule = ScheduleDefinition(
    name: "audit.recurring", kind: kind.name, expression: "17 2 * * *")

  /// Enqueues the tasks found, with the end of the job.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    .done(
      effects: { session in
        // A database without the app's tables has nothing to look through.
        guard try await AppTables.has("tasks", in: session) else { return }
        _ = try await RecurringChanges.audit(in: session)
      })
  }
}
