import Shared
import Support
import Testing

@testable import Scheduler

@Suite struct EnrolPlannersTests {
  private func zones(_ plan: PlanWorld) async throws -> [String] {
    try await Schedules.list(prefix: "plan.", in: plan.world.pool).map(\.definition.zone)
  }

  private func enrol(_ plan: PlanWorld) async throws {
    try await plan.world.pool.transaction { try await EnrolPlanners.enrol(in: $0) }
  }

  @Test(
    "everybody with open tasks is planned at night, in the zone they are in, unless they say no")
  func everybody() async throws {
    try await PlanWorld.with { plan in
      let pool = plan.world.pool
      try await pool.execute(SQL("", "delete from pipeline.planning_preferences"))
      try await pool.execute(SQL("", "delete from pipeline.schedules"))
      try await enrol(plan)
      #expect(try await zones(plan).isEmpty)
      try await plan.task("one")
      try await enrol(plan)
      #expect(try await zones(plan) == ["UTC"])
      try await pool.execute(
        SQL(
          "",
          """
          insert into user_settings (user_id, timezone) values ($1, 'Asia/Tokyo')
          on conflict (user_id) do update set timezone = excluded.timezone
          """), [plan.world.actor.user])
      try await enrol(plan)
      #expect(try await zones(plan) == ["Asia/Tokyo"])
      try await plan.prefer(["enabled": false])
      try await enrol(plan)
      #expect(try await zones(plan).isEmpty)
      try await plan.prefer([:])
      #expect(try await zones(plan) == ["Asia/Tokyo"])
      try await pool.execute(
        SQL("", "update users set is_active = false where id = $1"), [plan.world.actor.user])
      try await enrol(plan)
      #expect(try await zones(plan).isEmpty)
    }
  }
}
