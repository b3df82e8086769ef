import FoundationEssentials
import Support
import Testing

@testable import Shared

@Suite struct SchedulesTests {
  @Test("each time of a schedule gets one job however many workers look")
  func oncePerTick() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      try await Schedules.set(
        (0..<40).map {
          ScheduleDefinition(
            name: "nightly/\($0)", kind: "test.nightly", expression: "30 2 * * *",
            zone: "Europe/Berlin", args: ["user": .int($0)])
        }, in: pool)
      try await pool.execute(
        SQL.once("UPDATE pipeline.schedules SET next_at = date_trunc('second', now())"))
      let clock = ScheduleClock(zones: .system)
      let fired = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<4 { group.addTask { try await clock.fire(pool).fired } }
        return try await group.reduce(0, +)
      }
      #expect(fired == 40)
      let jobs = try await JobQueue.jobs(JobFilter(limit: 1_000), in: pool)
      #expect(Set(jobs.map { $0.args["user"]?.intValue }).count == 40)
      #expect(jobs.count == 40)
      #expect(jobs.allSatisfy { $0.args["scheduled_for"] != nil })
      let next = try #require(try await Schedules.list(in: pool).first?.nextAt)
      let zone = try TimeZoneDatabase.system.zone(named: "Europe/Berlin")
      #expect(zone.local(at: next).time.description == "02:30:00")
    }
  }

  @Test("setting again keeps the next time unless the times change; pausing leaves times out")
  func changes() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      var definition = ScheduleDefinition(name: "a", kind: "k", expression: "@every 1h")
      try await Schedules.set(definition, in: pool)
      let first = try #require(try await Schedules.list(in: pool).first?.nextAt)
      definition.args = ["x": 1]
      try await Schedules.set(definition, in: pool)
      #expect(try await Schedules.list(in: pool).first?.nextAt == first)
      definition.expression = "@every 2h"
      try await Schedules.set(definition, in: pool)
      #expect(try #require(try await Schedules.list(in: pool).first?.nextAt) > first)
      #expect(try await Schedules.pause("a", in: pool))
      try await pool.execute(SQL.once("UPDATE pipeline.schedules SET next_at = now()"))
      #expect(try await ScheduleClock(zones: .system).fire(pool).fired == 0)
      #expect(try await Schedules.resume("a", in: pool))
      #expect(try await ScheduleClock(zones: .system).fire(pool).fired == 0)
      #expect(try await Schedules.remove(["a", "b"], in: pool) == 1)
    }
  }

  @Test("a zone that one machine does not know is left to another, and nothing is lost")
  func unknownZone() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      for name in ["known", "new"] {
        try await Schedules.set(
          ScheduleDefinition(name: name, kind: "test.zone", expression: "@every 1h"), in: pool)
      }
      try await pool.execute(
        SQL.once("UPDATE pipeline.schedules SET next_at = date_trunc('second', now())"))
      let due = try #require(try await Schedules.list(in: pool).first?.nextAt)
      try await pool.execute(
        SQL.once("UPDATE pipeline.schedules SET zone = 'Atlantis/New' WHERE name = 'new'"))
      let (fired, unknown) = try await ScheduleClock(zones: .system).fire(pool)
      #expect(fired == 2 && unknown == ["Atlantis/New"])
      let left = try #require(
        try await Schedules.list(in: pool).first { $0.definition.name == "new" })
      #expect(left.nextAt == due)
      #expect(left.problem == "no such time zone")
      #expect(try await JobQueue.jobs(JobFilter(limit: 10), in: pool).count == 1)
      let informed = ScheduleClock(zones: .system, unknownZones: unknown)
      #expect(try await informed.fire(pool).fired == 0)
      #expect(try await informed.nextIn(pool) ?? 0 > 60)
    }
  }

  @Test("a schedule of a kind that no job can have is refused")
  func badKind() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      await #expect(throws: ScheduleError(.badKind)) {
        try await Schedules.set(
          ScheduleDefinition(name: "a", kind: "Bad Kind!", expression: "@daily"), in: pool)
      }
    }
  }

  @Test("a bad expression or zone is refused with nothing set")
  func refusal() async throws {
    try await TestDatabase.with(.pipeline) { database in
      for (expression, zone) in [("x", "UTC"), ("@daily", "Mars/Base"), ("0 0 30 2 *", "UTC")] {
        await #expect(throws: ScheduleError.self) {
          try await Schedules.set(
            [
              ScheduleDefinition(name: "good", kind: "k", expression: "@daily"),
              ScheduleDefinition(name: "bad", kind: "k", expression: expression, zone: zone),
            ], in: database.pool)
        }
      }
      let left = try await Schedules.list(in: database.pool)
      #expect(left.isEmpty)
    }
  }

  @Test("a due row among many users is found without touching the others")
  func manyUsers() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let zones = CronExpressionTests.zones
      try await Schedules.set(
        (0..<20_000).map {
          ScheduleDefinition(
            name: "user/\($0)", kind: "test.nightly", expression: "30 2 * * *",
            zone: zones[$0 % zones.count])
        }, in: database.pool)
      try await database.pool.execute(SQL.once("ANALYZE pipeline.schedules"))
      let plan = try await database.pool.query(
        SQL.once(
          """
          EXPLAIN SELECT id FROM pipeline.schedules
          WHERE next_at <= now() AND paused_at IS NULL ORDER BY next_at LIMIT 500
          """))
      let text = try plan.map { try $0.get(0, as: String.self) }.joined(separator: "\n")
      #expect(text.contains("schedules_due"))
    }
  }
}
