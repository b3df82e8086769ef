import Testing

@testable import Shared

@Suite struct FiringPlanTests {
  private func plan(
    due: Int64, now: Int64, _ missed: ScheduleDefinition.MissedRuns, every: Int64 = 3_600
  ) -> FiringPlan {
    FiringPlan(due: Instant(seconds: due), now: Instant(seconds: now), missedRuns: missed) {
      Instant(seconds: $0.seconds + every)
    }
  }

  private func seconds(_ plan: FiringPlan) -> [Int64] { plan.times.map(\.seconds) }

  @Test(
    "what is on time fires under every policy", arguments: ScheduleDefinition.MissedRuns.allCases)
  func onTime(missed: ScheduleDefinition.MissedRuns) {
    let plan = plan(due: 1_000, now: 1_030, missed)
    #expect(seconds(plan) == [1_000])
    #expect(plan.next?.seconds == 4_600)
  }

  @Test("missed times are left out, made up for by one, or made up for each")
  func missed() {
    let skip = plan(due: 0, now: 10_000, .skip)
    #expect(seconds(skip).isEmpty)
    #expect(skip.next?.seconds == 10_800)
    let once = plan(due: 0, now: 10_000, .once)
    #expect(seconds(once) == [7_200])
    #expect(once.next?.seconds == 10_800)
    let all = plan(due: 0, now: 10_000, .all)
    #expect(seconds(all) == [0, 3_600, 7_200])
    #expect(all.next?.seconds == 10_800)
  }

  @Test("one that is on time makes up for the missed ones too")
  func onTimeAfterMissed() {
    #expect(seconds(plan(due: 0, now: 7_210, .once)) == [7_200])
    #expect(seconds(plan(due: 0, now: 7_210, .skip)) == [7_200])
  }

  @Test("a long absence is made up for in bounded steps")
  func longAbsence() {
    let all = plan(due: 0, now: 1_000_000, .all, every: 1)
    #expect(all.times.count == ScheduleLimits.missedRuns)
    #expect(all.next?.seconds == 100)
    let once = plan(due: 0, now: 1_000_000, .once, every: 1)
    #expect(once.times.count <= ScheduleLimits.missedRuns)
    #expect((once.next?.seconds ?? 0) > 999_900)
  }
}
