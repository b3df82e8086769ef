import Shared
import Testing

@testable import Scheduler

@Suite struct PlanReasonsTests {
  @Test(
    "every move, task without a place and missed deadline is explained truly, whatever the night")
  func truth() throws {
    var codes: [String: Int] = [:]
    for seed in 1...40 {
      let night = NightPlan.make(try RandomNight.make(seed: seed), rounds: 30, seed: 5)
      let check = ReasonCheck(night, PlanProposal.make(night))
      #expect(check.faults == [], "seed \(seed)")
      codes.merge(check.codes, uniquingKeysWith: +)
    }
    // The nights are such that every kind of reason occurs.
    for code in [
      "planned", "moved_by_rule", "moved_to_gain", "unplanned_order", "unplanned_room",
      "unplanned_calm", "unplanned_cap", "late", "overload", "rot",
    ] {
      #expect(codes[code, default: 0] > 0, "\(code) among \(codes)")
    }
  }

  @Test("a week later everything is planned a week later", arguments: [3, 8, 14])
  func shift(seed: Int) throws {
    let now = NightPlan.make(try RandomNight.make(seed: seed, zone: "Etc/UTC"), rounds: 30)
    let later = NightPlan.make(
      try RandomNight.make(seed: seed, zone: "Etc/UTC", weeks: 1), rounds: 30)
    #expect(now.result.schedule == later.result.schedule, "seed \(seed)")
    #expect(now.result.cost == later.result.cost, "seed \(seed)")
    #expect(later.plan.grid.start == now.plan.grid.start.adding(seconds: 7 * 86_400))
  }
}
