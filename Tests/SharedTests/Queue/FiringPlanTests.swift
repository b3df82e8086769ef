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

  @Test(
    "two days without a worker around a clock change are made up for as the policy says",
    arguments: CronExpressionTests.zones)
  func missedAcrossChange(name: String) throws {
    let zone = try TimeZoneDatabase.system.zone(named: name)
    var changes: [Int] = []
    var second = 1_262_304_000
    while zone.span(at: second).end < 1_830_297_600 {
      second = zone.span(at: second).end
      changes.append(second)
    }
    // A zone whose clocks have stood still since: any day will do.
    if changes.isEmpty { changes = [1_800_000_000] }
    for change in changes.suffix(2) {
      for text in ["30 2 * * *", "0 0 * * *", "15 */2 * * *"] {
        let expression = try CronExpression(text)
        let now = change + 26 * 3_600 + 35 * 60
        func expected(_ from: Int, _ until: Int) -> [Int] {
          CronExpressionTests.slowly(
            expression, zone, ClockChangePolicy(), from: from, until: until)
        }
        let times = expected(change - 26 * 3_600, now + 1)
        let next = expected(now + 60, now + 50 * 3_600).first
        let due = try #require(times.first)
        for policy in ScheduleDefinition.MissedRuns.allCases {
          let plan = FiringPlan(
            due: Instant(seconds: Int64(due)), now: Instant(seconds: Int64(now)),
            missedRuns: policy
          ) { Timetable.cron(expression).next(after: $0, in: zone) }
          let wanted =
            switch policy {
            case .all: times
            case .once: Array(times.suffix(1))
            case .skip: times.filter { $0 >= now - 60 }
            }
          #expect(seconds(plan) == wanted.map(Int64.init), "\(text) around \(change), \(policy)")
          #expect(plan.next.map { Int($0.seconds) } == next, "\(text) around \(change)")
        }
      }
    }
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
