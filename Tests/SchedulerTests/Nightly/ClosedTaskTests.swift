import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

/// What becomes of planned time whose task is closed, as the app closes tasks: by SQL.
@Suite struct ClosedTaskTests {
  private func close(_ task: UUID, _ plan: PlanWorld, how: String = "status = 'DONE'") async throws
  {
    try await plan.world.pool.execute(
      SQL("", "update tasks set \(how), completed_at = now() where id = $1"), [task])
  }

  @Test(
    "the planned time of a closed task is offered to another, and accepted",
    arguments: ["status = 'DONE'", "status = 'CANCELED'", "is_completed = true"])
  func reused(_ how: String) async throws {
    try await PlanWorld.with { plan in
      let first = try await plan.task("first")
      _ = try await plan.accept(try #require(try await plan.propose()))
      let freed = try #require(try await plan.blocks(first).first)
      try await close(first, plan, how: how)
      let second = try await plan.task("second")
      // As a look at the plan does it: nothing is settled before.
      let preview = try await Planning.preview(
        for: plan.world.actor, pool: plan.world.pool, settings: plan.settings)
      let proposal = try #require(preview.proposal)
      #expect(try #require(proposal.moves[second]?.first).overlaps(freed))
      try await plan.world.pool.transaction { session in
        try await ProposalStore.store(proposal, for: plan.world.actor, in: session)
      }
      #expect(try await plan.accept(proposal).refused.isEmpty)
      #expect(try await plan.blocks(second) == proposal.moves[second])
    }
  }

  @Test("a night takes the time to come of closed tasks away and keeps what was worked")
  func settled() async throws {
    try await PlanWorld.with { plan in
      let done = try await plan.task("done")
      let dropped = try await plan.task("dropped")
      _ = try await plan.accept(try #require(try await plan.propose()))
      try await plan.world.pool.execute(
        SQL(
          "",
          """
          insert into pipeline.planned_blocks (task_id, workspace_id, user_id, during)
          select task, $2, $3, tstzrange(now() - interval '2 hours', now() - interval '1 hour')
          from unnest($1::uuid[]) task
          """), [[done, dropped], plan.world.workspace, plan.world.user])
      try await close(done, plan)
      try await close(dropped, plan, how: "deleted_at = now()")
      try await Planning.learn(for: plan.world.actor, pool: plan.world.pool)
      let left = try await plan.world.pool.query(
        SQL("", "select task_id, state from pipeline.planned_blocks"))
      #expect(left.count == 1)
      #expect(try left.first?.get("task_id", as: UUID.self) == done)
      #expect(try left.first?.get("state", as: String.self) == "done")
      #expect(try await plan.world.count("select sum(missed) from pipeline.planning_history") == 0)
    }
  }

  @Test("planned time of closed tasks takes none of a breakdown's days, of now, nor elsewhere")
  func ignored() async throws {
    try await PlanWorld.with { plan in
      let world = plan.world
      let task = try await plan.task("task")
      let start = try await plan.hours(6)
      let end = try await plan.hours(22)
      try await world.pool.execute(
        SQL(
          "",
          """
          insert into pipeline.planned_blocks (task_id, workspace_id, user_id, during)
          values ($1, $2, $3, tstzrange($4, $5)),
            ($1, $2, $3, tstzrange(now() + interval '12 minutes', now() + interval '13 minutes'))
          """), [task, world.workspace, world.user, start, end])
      let other = Actor(
        user: world.user,
        workspace: try await TestWorld.addWorkspace(owner: world.user, in: world.pool))
      func minutes() async throws -> Int? {
        let days = try await FreeMinutes.byDay(
          from: start, until: end, for: UUID(), as: world.actor, pool: world.pool,
          settings: plan.settings)
        return days?.values.reduce(0, +)
      }
      func elsewhere() async throws -> Int {
        let snapshot = try await PlanSnapshot.read(
          for: other, options: RecurrenceOptions(), pool: world.pool)
        return snapshot.busy.count
      }
      func now() async throws -> Int {
        let row = try await world.pool.queryRow(SQL("", "select now() as at"))
        return try await NowTime.read(
          as: world.actor, at: try #require(row).get("at", as: Instant.self), pool: world.pool,
          settings: plan.settings
        ).minutes
      }
      #expect(try await minutes() == 0)
      #expect(try await elsewhere() == 2)
      #expect(try await now() < 13)
      try await close(task, plan)
      #expect(try await minutes() == 360)
      #expect(try await elsewhere() == 0)
      #expect(try await now() > 13)
    }
  }
}
