import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

@Suite struct RejectedMoveTests {
  /// A planned task with an event over its time, and the proposal that moves it away.
  private func conflict(_ plan: PlanWorld) async throws -> (task: UUID, proposal: Proposal) {
    let task = try await plan.task("write")
    _ = try await plan.accept(try #require(try await plan.propose()))
    try await plan.world.pool.execute(
      SQL("", "update pipeline.planned_blocks set during = tstzrange($2, $3) where task_id = $1"),
      [task, try await plan.hours(10), try await plan.hours(11)])
    try await plan.event("Board meeting", from: 9, to: 12)
    return (task, try #require(try await plan.propose()))
  }

  private func reject(_ proposal: Proposal, _ plan: PlanWorld) async throws {
    try await plan.world.pool.transaction { session in
      try await ProposalWriter().reject(
        proposal.id, reason: "it stays", as: plan.world.actor, in: session)
    }
  }

  @Test("a move that was turned down does not come again while the same event is in the way")
  func stays() async throws {
    try await PlanWorld.with { plan in
      let (task, proposal) = try await conflict(plan)
      #expect(proposal.moves[task] != nil)
      try await reject(proposal, plan)
      for _ in 0..<2 {
        let next = try #require(try await plan.propose())
        #expect(next.moves[task] == nil)
        let reason = try #require(next.reasons.first { $0.code == "kept" })
        #expect(reason.text.contains("Board meeting"))
        #expect(reason.terms["task_id"]?.stringValue == task.uuidString.lowercased())
        #expect(reason.terms["rule"]?.stringValue == "calendar")
      }
    }
  }

  @Test("another event in the way is something new, and so is a change of the task")
  func changed() async throws {
    try await PlanWorld.with { plan in
      let (task, proposal) = try await conflict(plan)
      try await reject(proposal, plan)
      try await plan.world.pool.execute(SQL("", "delete from pipeline.calendars"))
      #expect(try await plan.propose()?.moves[task] == nil)
      try await plan.event("Dentist", from: 10, to: 12)
      let second = try #require(try await plan.propose())
      #expect(second.moves[task] != nil)
      try await reject(second, plan)
      #expect(try await plan.propose()?.moves[task] == nil)
      try await plan.world.pool.execute(
        SQL("", "update tasks set updated_at = now() where id = $1"), [task])
      #expect(try await plan.propose()?.moves[task] != nil)
    }
  }
}
