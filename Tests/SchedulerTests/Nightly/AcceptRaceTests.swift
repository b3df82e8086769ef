import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

@Suite struct AcceptRaceTests {
  private func body(_ block: InstantRange) -> String {
    func stamp(_ instant: Instant?) -> String {
      let at = instant ?? Instant(seconds: 0)
      return "\(Zone.utc.local(at: at).description.filter { $0 != "-" && $0 != ":" })Z"
    }
    return """
      BEGIN:VCALENDAR
      BEGIN:VEVENT
      UID:late
      DTSTART:\(stamp(block.lower))
      DTEND:\(stamp(block.upper))
      SUMMARY:Late call
      END:VEVENT
      END:VCALENDAR
      """
  }

  /// Waits until some statement waits for another's lock.
  private func untilSomebodyWaits(_ plan: PlanWorld) async throws {
    for _ in 0..<500 {
      let waiting = try await plan.world.count(
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
        """)
      if waiting > 0 { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("nobody waited")
  }

  @Test("of two acceptances at once one is applied, the other is told that it came too late")
  func twice() async throws {
    try await PlanWorld.with { plan in
      let task = try await plan.task("write")
      let proposal = try #require(try await plan.propose())
      let outcomes = await withTaskGroup(of: Result<ProposalDecision, any Error>.self) { group in
        for _ in 0..<2 {
          group.addTask {
            do { return .success(try await plan.accept(proposal)) } catch { return .failure(error) }
          }
        }
        var outcomes: [Result<ProposalDecision, any Error>] = []
        for await outcome in group { outcomes.append(outcome) }
        return outcomes
      }
      let applied = outcomes.compactMap { try? $0.get() }.filter { !$0.accepted.isEmpty }
      #expect(applied.count == 1)
      let refusals = outcomes.flatMap { outcome -> [String] in
        switch outcome {
        case .success(let decision): decision.refused.map { $0.reason.code.rawValue }
        case .failure(let error): [(error as? TaskError)?.code.rawValue ?? "\(error)"]
        }
      }
      #expect(refusals == [TaskError.Code.wrongState.rawValue])
      #expect(try await plan.blocks(task) == proposal.moves[task])
    }
  }

  @Test("an event that is landing while a plan is accepted is seen, and one behind it waits")
  func event() async throws {
    try await PlanWorld.with { plan in
      let task = try await plan.task("write")
      try await plan.event("early", from: 1, to: 2)
      let account = try #require(
        try await CalendarStore.list(for: plan.world.actor, in: plan.world.pool).first)
      let proposal = try #require(try await plan.propose())
      let block = try #require(proposal.moves[task]?.first)
      let changes = CalendarChanges(
        stored: [CalendarResource(source: "late", etag: nil, body: body(block))], sync: [:])
      // The event is written, but not yet seen by anybody, when the acceptance begins.
      let accepting = try await plan.world.pool.transaction { session in
        try await CalendarStore.apply(changes, to: account, in: session)
        let accepting = Task { try await plan.accept(proposal) }
        try await untilSomebodyWaits(plan)
        return accepting
      }
      let decision = try await accepting.value
      #expect(decision.accepted.isEmpty)
      #expect(decision.refused.map(\.reason.field) == ["calendar"])
      #expect(try await plan.blocks(task).isEmpty)

      // The other way round the event waits until the acceptance is done; the next plan gives way.
      let second = try #require(try await plan.propose())
      let place = try #require(second.moves[task]?.first)
      let later = CalendarChanges(
        stored: [CalendarResource(source: "later", etag: nil, body: body(place))], sync: [:])
      let landing = try await plan.world.pool.transaction { session in
        _ = try await ProposalWriter(checks: [PlanCheck(settings: plan.settings)])
          .accept(second.id, as: plan.world.actor, in: session)
        let landing = Task {
          try await plan.world.pool.transaction { session in
            try await CalendarStore.apply(later, to: account, in: session)
          }
        }
        try await untilSomebodyWaits(plan)
        return landing
      }
      try await landing.value
      #expect(try await plan.blocks(task) == [place])
      let third = try #require(try await plan.propose())
      let reason = try #require(third.groups.first?.items.first?.reasons.first)
      #expect(reason.terms["event"]?.stringValue == "Late call")
    }
  }
}
