import Embeddings
import NLParse
import Scheduler
import Shared

/// The schedules that every installation has. One that is missing is made when a worker starts;
/// one that is there stays as its operator set it, so pause what is not wanted.
enum StandingSchedules {
  /// All of them; times are UTC.
  static let definitions: [ScheduleDefinition] = [
    ScheduleDefinition(name: "objects.sweep", kind: "objects.sweep", expression: "17 3 * * *"),
    ExpireInputs.schedule, AuditRecurring.schedule, SweepCalendars.schedule,
    EnrolPlanners.schedule,
    AuditPostponements.schedule,
    ScheduleDefinition(
      name: "search.audit", kind: AuditSearch.kind.name, expression: "37 3 * * *"),
    ScheduleDefinition(name: "search.learn", kind: LearnVotes.kind.name, expression: "7 4 * * *"),
  ]

  /// Makes those that are missing, trying again until the database is there or the task is
  /// cancelled.
  static func establish(in pool: PostgresPool, logger: Logger) async {
    while !Task.isCancelled {
      do {
        for definition in definitions {
          // By its own name: a list is cut off, and people's nightly plans are many.
          let known = try await Schedules.list(prefix: definition.name, limit: 1, in: pool)
          if known.first?.definition.name != definition.name {
            try await Schedules.set([definition], in: pool)
          }
        }
        return
      } catch {
        logger.warning(
          "standing schedules could not be made yet",
          ["error": .string(JobFailure(error).description)])
        try? await Task.sleep(for: .seconds(10))
      }
    }
  }
}
