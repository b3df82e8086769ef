import FoundationEssentials

/// Fires due schedules. Any number of workers run one; each time of a schedule gets its job from
/// one of them, since firing and moving on happen in one transaction on the locked row.
struct ScheduleClock: Sendable {
  /// The zones by whose clocks times are reckoned.
  let zones: TimeZoneDatabase
  /// Zones whose schedules are passed over.
  var unknownZones: Set<String> = []

  /// Fires what is due, up to ``ScheduleLimits/firings`` schedules; returns how many there were, and
  /// the zones among them that are not known here. Schedules of such a zone are left as they are,
  /// with a note, for a worker that knows it.
  func fire(_ pool: PostgresPool) async throws -> (fired: Int, unknown: Set<String>) {
    let passed = Array(unknownZones)
    return try await pool.transaction { transaction in
      let rows = try await transaction.query(
        ScheduleStatements.due, [ScheduleLimits.firings, passed])
      var unknown: Set<String> = []
      if rows.isEmpty { return (0, unknown) }
      var book = TimetableBook(zones: zones)
      var requests: [JobRequest] = []
      var ids: [Int64] = []
      var lasts: [Instant?] = []
      var nexts: [Instant?] = []
      var problems: [String?] = []
      for row in rows {
        let (plan, problem) = try Self.plan(row, &book)
        if problem?.code == .unknownZone {
          unknown.insert(try row.get("zone", as: String.self))
          ids.append(try row.get("id", as: Int64.self))
          lasts.append(nil)
          nexts.append(try row.get("next_at", as: Instant.self))
          problems.append(problem?.description)
          continue
        }
        for time in plan.times { requests.append(try Self.request(row, for: time)) }
        ids.append(try row.get("id", as: Int64.self))
        lasts.append(plan.times.last)
        nexts.append(plan.next)
        problems.append(problem?.description)
      }
      try await JobQueue.enqueue(requests, in: transaction)
      try await transaction.execute(ScheduleStatements.fired, [ids, lasts, nexts, problems])
      return (rows.count, unknown)
    }
  }

  /// Seconds until the next schedule is due; nil where none is.
  func nextIn(_ pool: PostgresPool) async throws(PostgresError) -> Double? {
    try await pool.queryRow(ScheduleStatements.nextIn, [Array(unknownZones)])?.get(
      0, as: Double?.self)
  }

  private static func plan(
    _ row: PostgresRow, _ book: inout TimetableBook
  ) throws -> (FiringPlan, ScheduleError?) {
    let policy = ClockChangePolicy(
      gap: ClockChangePolicy.Gap(rawValue: try row.get("gap")) ?? .shift,
      overlap: ClockChangePolicy.Overlap(rawValue: try row.get("overlap")) ?? .first)
    let key = TimetableBook.Key(
      expression: try row.get("expression"), zone: try row.get("zone"), policy: policy)
    let due = try row.get("next_at", as: Instant.self)
    let now = try row.get("now", as: Instant.self)
    let missed = ScheduleDefinition.MissedRuns(rawValue: try row.get("missed")) ?? .once
    var problem: ScheduleError?
    let plan = FiringPlan(due: due, now: now, missedRuns: missed) { time in
      do throws(ScheduleError) {
        return try book.next(key, after: time)
      } catch {
        problem = error
        return nil
      }
    }
    return (plan, problem)
  }

  private static func request(_ row: PostgresRow, for time: Instant) throws -> JobRequest {
    let kind = JobKind(
      try row.get("kind"), queue: try row.get("queue"),
      priority: Int(try row.get("priority", as: Int16.self)),
      maxAttempts: Int(try row.get("max_attempts", as: Int16.self)))
    var args = try row.get("args", as: JSONValue.self).objectValue ?? JSONObject()
    args["scheduled_for"] = .string(time.description)
    let workspace = try row.get("workspace_id", as: UUID.self)
    return JobRequest(
      kind, args: .object(args),
      workspace: workspace == ClaimedJob.noWorkspace ? nil : workspace)
  }
}
