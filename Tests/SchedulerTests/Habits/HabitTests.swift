import FoundationEssentials
import Shared
import Testing

@testable import Scheduler

@Suite struct HabitTests {
  private func efforts(_ count: Int, group: UUID, ratio: Double) -> [HabitLearner.Effort] {
    (0..<count).map { number in
      HabitLearner.Effort(
        groups: [group], estimated: 60, spent: Int(60 * ratio), age: Double(number),
        isFinished: true, day: CivilDate(daysSinceEpoch: 20_000 - number))
    }
  }

  @Test("an estimate is corrected once enough tasks are known, more for the project that is worse")
  func bias() {
    let good = UUID()
    let bad = UUID()
    let few = HabitLearner.learn(efforts: efforts(3, group: bad, ratio: 2), blocks: [])
    #expect(few.correction(project: bad, tags: [], quantile: 0.6) == 1)
    let many = HabitLearner.learn(
      efforts: efforts(20, group: bad, ratio: 2) + efforts(20, group: good, ratio: 1), blocks: [])
    let worse = many.correction(project: bad, tags: [], quantile: 0.5)
    let better = many.correction(project: good, tags: [], quantile: 0.5)
    #expect(worse > 1.7 && worse <= 2)
    #expect(better > 0.95 && better < 1.15)
    #expect(many.correction(project: bad, tags: [], quantile: 0.8) > worse)
    #expect(Habits(json: many.json) == many)
  }

  @Test("open tasks count only once they have taken longer, and absurd ratios are cut")
  func censored() {
    let group = UUID()
    var open = efforts(10, group: group, ratio: 0.5)
    for index in open.indices { open[index].isFinished = false }
    #expect(HabitLearner.learn(efforts: open, blocks: []).bias.weight == 0)
    let absurd = HabitLearner.learn(efforts: efforts(30, group: group, ratio: 100), blocks: [])
    #expect(absurd.correction(project: group, tags: [], quantile: 0.5) <= 4)
  }

  @Test("nothing is said of hours before enough blocks, then the best hour is found")
  func hours() {
    let blocks = (0..<200).map { number in
      let hour = 8 + number % 10
      return HabitLearner.Block(
        hour: hour, isKept: hour == 10 || hour == 11 || number % 3 == 0, age: Double(number % 60))
    }
    #expect(HabitLearner.learn(efforts: [], blocks: Array(blocks.prefix(15))).keptShares.isEmpty)
    let habits = HabitLearner.learn(efforts: [], blocks: blocks)
    let best = habits.keptShares.indices.max { habits.keptShares[$0] < habits.keptShares[$1] }
    #expect(best == 10 || best == 11)
    let penalties = habits.hourPenalties
    #expect(penalties.count == 24 && penalties.min() == 0 && penalties.max() == 10)
  }

  @Test("logarithm and quantile are exact enough")
  func functions() {
    #expect(abs(HabitRules.logarithm(2) - 0.693147180559945) < 1e-12)
    #expect(abs(HabitRules.logarithm(0.25) + 1.386294361119891) < 1e-12)
    #expect(abs(HabitRules.normalQuantile(0.6) - 0.2533) < 0.001)
    #expect(abs(HabitRules.normalQuantile(0.95) - 1.6449) < 0.001)
  }
}
