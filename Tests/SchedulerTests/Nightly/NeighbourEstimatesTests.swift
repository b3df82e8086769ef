import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

@Suite struct NeighbourEstimatesTests {
  /// Knows how long reports take.
  private struct Reports: NeighbourEstimates {
    func minutes(
      of tasks: [(id: UUID, title: String)], as actor: Actor
    ) async throws -> [UUID: Int] {
      Dictionary(
        tasks.filter { $0.title.contains("report") }.map { ($0.id, 75) },
        uniquingKeysWith: { first, _ in first })
    }
  }

  @Test("a task without an estimate takes as long as those like it, else half an hour, and says so")
  func neighbours() async throws {
    try await PlanWorld.with { plan in
      let report = try await plan.task("write the report", minutes: nil)
      let other = try await plan.task("call Bob", minutes: nil)
      let known = try await plan.task("report of May", minutes: 45)
      let preview = try await Planning.preview(
        for: plan.world.actor, pool: plan.world.pool, settings: plan.settings,
        estimates: Reports())
      let items = try #require(preview.proposal).groups.flatMap(\.items)
      let reasons = Dictionary(
        items.compactMap { item in item.task.flatMap { id in item.reasons.first.map { (id, $0) } }
        },
        uniquingKeysWith: { first, _ in first })
      let said: [(UUID, Int64, String)] = [
        (report, 75, "neighbours"), (other, 30, "assumed"), (known, 45, "own"),
      ]
      for (task, minutes, source) in said {
        let reason = try #require(reasons[task])
        #expect(reason.terms["minutes"]?.intValue == minutes)
        #expect(reason.terms["estimate_from"]?.stringValue == source)
        #expect(reason.text.contains("no estimate") == (source != "own"))
      }
    }
  }
}
