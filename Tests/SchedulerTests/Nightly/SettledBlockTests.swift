import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

/// How past blocks are judged: what was missed, what was worked on, and what is said of it.
@Suite struct SettledBlockTests {
  /// Lets the next planned block of a task have ended an hour ago.
  private func end(_ task: UUID, _ plan: PlanWorld) async throws {
    try await plan.world.pool.execute(
      SQL(
        "",
        """
        update pipeline.planned_blocks
        set during = tstzrange(now() - interval '2 hours', now() - interval '1 hour')
        where id = (select id from pipeline.planned_blocks where task_id = $1
            and state = 'planned' and upper(during) > now()
          order by lower(during) limit 1)
        """), [task])
  }

  private func states(_ plan: PlanWorld) async throws -> [String] {
    try await plan.world.pool.query(
      SQL(
        "", "select state from pipeline.planned_blocks where state <> 'planned' order by state")
    ).map { try $0.get("state", as: String.self) }
  }

  private func setbacks(_ task: UUID, _ plan: PlanWorld) async throws -> Int {
    let snapshot = try await PlanSnapshot.read(
      for: plan.world.actor, options: RecurrenceOptions(), pool: plan.world.pool)
    return try #require(snapshot.tasks.first { $0.id == task }).setbacks
  }

  @Test("a task is put off as often as it was missed or moved, and named from the third time on")
  func rot() async throws {
    try await PlanWorld.with { plan in
      let task = try await plan.task("write")
      for count in 1...2 {
        _ = try await plan.accept(try #require(try await plan.propose()))
        try await end(task, plan)
        let missed = try #require(try await plan.propose())
        #expect(try await setbacks(task, plan) == count)
        #expect(!missed.reasons.contains { $0.code == "rot" })
      }
      _ = try await plan.accept(try #require(try await plan.propose()))
      #expect(try await setbacks(task, plan) == 2)
      // Moved while its time was still to come.
      try await plan.world.pool.execute(
        SQL(
          "",
          "update pipeline.planned_blocks set during = tstzrange($1, $2) where state = 'planned'"),
        [try await plan.hours(10), try await plan.hours(11)])
      try await plan.event("Board meeting", from: 9, to: 12)
      _ = try await plan.accept(try #require(try await plan.propose()))
      #expect(try await setbacks(task, plan) == 3)
      let named = try #require(try await plan.propose())
      let reason = try #require(named.reasons.first { $0.code == "rot" })
      #expect(reason.text.contains("put off 3 times"))
      #expect(reason.terms["setbacks"] == 3)
    }
  }

  @Test(
    "a task in several blocks is not missed while its plan goes on, and its plan stays as it is")
  func split() async throws {
    try await PlanWorld.with { plan in
      try await plan.prefer(["maximum_block_minutes": 60, "minimum_block_minutes": 60])
      let task = try await plan.task("write", minutes: 180)
      _ = try await plan.accept(try #require(try await plan.propose()))
      #expect(try await plan.blocks(task).count == 3)
      try await end(task, plan)
      // Before the night settles it, and after.
      let preview = try await Planning.preview(
        for: plan.world.actor, pool: plan.world.pool, settings: plan.settings)
      #expect(preview.proposal == nil)
      #expect(try await plan.propose() == nil)
      #expect(try await states(plan) == ["done"])
      #expect(try await setbacks(task, plan) == 0)
      for _ in 0..<2 { try await end(task, plan) }
      let open = try #require(try await plan.propose())
      // The last blocks have passed and nothing was begun: it is missed once, and planned as a whole.
      #expect(try await setbacks(task, plan) == 1)
      #expect(open.moves[task]?.reduce(0) { $0 + $1.minutes } == 180)
      #expect(try await states(plan) == ["missed", "missed", "missed"])
      // What is accepted is what the next night expects.
      _ = try await plan.accept(open)
      #expect(try await plan.propose() == nil)
    }
  }

  @Test("of a task that was begun what was kept is work done, before and after it is planned again")
  func begun() async throws {
    try await PlanWorld.with { plan in
      try await plan.prefer(["maximum_block_minutes": 60, "minimum_block_minutes": 60])
      let task = try await plan.task("write", minutes: 180)
      _ = try await plan.accept(try #require(try await plan.propose()))
      try await plan.world.pool.execute(
        SQL("", "update tasks set status = 'IN_PROGRESS' where id = $1"), [task])
      for _ in 0..<3 { try await end(task, plan) }
      let open = try #require(try await plan.propose())
      #expect(try await states(plan) == ["done", "done", "missed"])
      #expect(open.moves[task]?.reduce(0) { $0 + $1.minutes } == 60)
      _ = try await plan.accept(open)
      #expect(try await plan.propose() == nil)
    }
  }

  @Test("where minutes are tracked they say which blocks were kept")
  func tracked() async throws {
    try await PlanWorld.with { plan in
      try await plan.prefer(["maximum_block_minutes": 60, "minimum_block_minutes": 60])
      let task = try await plan.task("write", minutes: 240)
      try await plan.world.pool.execute(
        SQL("", "update tasks set time_spent_minutes = 60 where id = $1"), [task])
      _ = try await plan.accept(try #require(try await plan.propose()))
      #expect(try await plan.blocks(task).count == 3)
      // What was spent before is no work on this plan.
      try await end(task, plan)
      _ = try await plan.propose()
      #expect(try await states(plan) == ["missed"])
      try await plan.world.pool.execute(
        SQL("", "update tasks set time_spent_minutes = 105 where id = $1"), [task])
      try await end(task, plan)
      _ = try await plan.propose()
      #expect(try await states(plan) == ["done", "missed"])
      #expect(try await setbacks(task, plan) == 1)
    }
  }
}

extension InstantRange {
  /// Its length.
  fileprivate var minutes: Int64 { ((upper?.seconds ?? 0) - (lower?.seconds ?? 0)) / 60 }
}
