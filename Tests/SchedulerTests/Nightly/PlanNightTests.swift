import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

@Suite struct PlanNightTests {
  @Test("a night proposes times for open leaf tasks, and accepting writes blocks and start")
  func proposes() async throws {
    try await PlanWorld.with { plan in
      let parent = try await plan.task("parent") { $0.subtasks = [TaskDraft(title: "leaf")] }
      let task = try await plan.task("write the report") { $0.priority = .high }
      _ = try await plan.task("done") { $0.status = .done }
      let stranger = try await TestWorld.addUser(in: plan.world.pool)
      let foreign = try await plan.task("somebody else's") { $0.facts.assignee = stranger }
      let proposal = try #require(try await plan.propose())
      #expect(proposal.moves.count == 2)
      #expect(proposal.moves[parent] == nil)
      #expect(proposal.moves[foreign] == nil)
      let reasons = proposal.groups.flatMap(\.items).flatMap(\.reasons)
      #expect(reasons.allSatisfy { $0.code == "planned" && !$0.text.isEmpty })
      let decision = try await plan.accept(proposal)
      #expect(decision.refused.isEmpty)
      let blocks = try await plan.blocks(task)
      #expect(blocks == proposal.moves[task])
      let start = try await plan.world.pool.queryRow(
        SQL("", "select start_date from tasks where id = $1"), [task])
      #expect(try start?.get("start_date", as: Instant?.self) == blocks.first?.lower)
      // What stands well is left alone.
      #expect(try await plan.propose()?.groups.isEmpty ?? true)
    }
  }

  @Test("an event over a planned block moves the task, and the reason names the event")
  func conflict() async throws {
    try await PlanWorld.with { plan in
      let task = try await plan.task("write") { _ in }
      let first = try #require(try await plan.propose())
      _ = try await plan.accept(first)
      try await plan.world.pool.execute(
        SQL("", "update pipeline.planned_blocks set during = tstzrange($2, $3) where task_id = $1"),
        [task, try await plan.hours(10), try await plan.hours(11)])
      try await plan.event("Board meeting", from: 9, to: 12)
      let second = try #require(try await plan.propose())
      let new = try #require(second.moves[task]?.first)
      let taken = InstantRange(lower: try await plan.hours(9), upper: try await plan.hours(12))
      #expect(!new.overlaps(taken))
      let reason = try #require(second.groups.first?.items.first?.reasons.first)
      #expect(reason.code == "moved_by_rule")
      #expect(reason.text.contains("Board meeting"))
      #expect(reason.terms["rule"]?.stringValue == "calendar")
    }
  }

  @Test("a block that an event has taken since is refused, the others are applied")
  func recheck() async throws {
    try await PlanWorld.with { plan in
      let one = try await plan.task("one") { $0.facts.notBefore = Instant("2026-01-01T00:00:00Z") }
      let two = try await plan.task("two")
      try await plan.prefer(["time_off": []])
      let proposal = try #require(try await plan.propose())
      let taken = try #require(proposal.moves[one]?.first)
      let start = try #require(taken.lower)
      let zero = try await plan.hours(0)
      let hour = Int((start.seconds - zero.seconds) / 3_600)
      try await plan.event("Late call", from: hour, to: hour + 1)
      let decision = try await plan.accept(proposal)
      #expect(decision.refused.contains { $0.reason.field == "calendar" })
      #expect(try await plan.blocks(one).isEmpty)
      let overlaps = try #require(proposal.moves[two]?.first).overlaps(
        InstantRange(
          lower: zero.adding(seconds: hour * 3_600),
          upper: zero.adding(seconds: hour * 3_600 + 3_600)))
      #expect(try await plan.blocks(two).isEmpty == overlaps)
    }
  }

  @Test("hard deadlines, dependencies and the earliest start hold, and what cannot fit is proved")
  func rules() async throws {
    try await PlanWorld.with { plan in
      let deadline = try await plan.hours(12)
      let first = try await plan.task("first", minutes: 120)
      let second = try await plan.task("second", minutes: 60) {
        $0.blockedBy = [.task(first)]
        $0.due = deadline
        $0.isHardDeadline = true
      }
      let release = try await plan.hours(30)
      let later = try await plan.task("later") { $0.facts.notBefore = release }
      let proposal = try #require(try await plan.propose())
      let before = try #require(proposal.moves[first]?.last?.upper)
      let after = try #require(proposal.moves[second]?.first?.lower)
      #expect(before <= after)
      #expect(try #require(proposal.moves[second]?.last?.upper) <= deadline)
      #expect(try #require(proposal.moves[later]?.first?.lower) >= release)
      for number in 0..<12 {
        try await plan.task("hard \(number)", minutes: 120) {
          $0.due = deadline
          $0.isHardDeadline = true
        }
      }
      try await plan.prefer(["suggestions": 40])
      let full = try #require(try await plan.propose())
      #expect(full.reasons.contains { $0.code == "overload" })
      #expect(full.reasons.contains { $0.code == "unplanned_room" })
    }
  }

  @Test("a night makes at most so many suggestions, and what was rejected does not come again")
  func calm() async throws {
    try await PlanWorld.with { plan in
      try await plan.prefer(["suggestions": 3])
      for number in 0..<6 { try await plan.task("task \(number)") }
      let proposal = try #require(try await plan.propose())
      #expect(proposal.moves.count == 3)
      #expect(proposal.reasons.contains { $0.code == "unplanned_calm" })
      let move = try #require(proposal.moves.first)
      let group = try #require(
        proposal.groups.first { $0.items.contains { $0.task == move.key } })
      try await plan.world.pool.transaction { session in
        try await ProposalWriter().reject(
          proposal.id, groups: [group.id], reason: "not then", as: plan.world.actor, in: session)
      }
      let next = try #require(try await plan.propose())
      #expect(next.moves[move.key] != move.value)
    }
  }

  @Test("the nightly job stores one proposal in the place of the one before, for whom it is")
  func job() async throws {
    try await PlanWorld.with { plan in
      try await plan.task("one")
      let schedules = try await Schedules.list(prefix: "plan.", in: plan.world.pool)
      #expect(schedules.count == 1)
      let handler = PlanNight(pool: plan.world.pool, settings: plan.settings)
      for _ in 0..<2 {
        try await JobQueue.enqueue(PlanNight.request(for: plan.world.actor), in: plan.world.pool)
        let pool = plan.world.pool
        let worker = Worker(
          pool: pool, handlers: [handler],
          configuration: WorkerConfiguration(name: "night", concurrency: 1))
        let run = Task { try await worker.run() }
        for _ in 0..<1_000 {
          if try await plan.world.count("select count(*) from pipeline.jobs") == 0 { break }
          try await Task.sleep(for: .milliseconds(20))
        }
        worker.stop()
        try await run.value
      }
      let states = try await plan.world.count(
        "select count(*) from pipeline.proposals where state = 'open'")
      #expect(states == 1)
      #expect(try await plan.world.count("select count(*) from pipeline.proposals") == 2)
      var preferences = PlanningPreferences()
      preferences.isEnabled = false
      let off = preferences
      try await plan.world.pool.transaction { session in
        try await PreferenceStore.save(off, for: plan.world.actor, in: session)
      }
      #expect(try await Schedules.list(prefix: "plan.", in: plan.world.pool).isEmpty)
    }
  }

  @Test("the week as text shows events, blocks and reasons")
  func text() async throws {
    try await PlanWorld.with { plan in
      try await plan.task("write the report")
      try await plan.event("Stand-up", from: 9, to: 10)
      let preview = try await Planning.preview(
        for: plan.world.actor, pool: plan.world.pool, settings: plan.settings)
      #expect(preview.text.contains("09:00-10:00  Stand-up"))
      #expect(preview.text.contains("+ "))
      #expect(preview.text.contains("write the report"))
      #expect(try await plan.world.count("select count(*) from pipeline.proposals") == 0)
    }
  }
}
