import Testing

@testable import Shared

@Suite("Recurrence rules, by property")
struct RecurrencePropertyTests {
  static let cases: [(UInt64, RecurrenceFrequency)] = RecurrenceFrequency.allCases.flatMap {
    frequency in [1, 2, 3].map { ($0, frequency) }
  }

  private static func horizon(_ frequency: RecurrenceFrequency) -> Int {
    switch frequency {
    case .yearly: 86_400 * 365 * 6
    case .monthly: 86_400 * 365 * 2
    case .weekly, .daily: 86_400 * 365
    case .hourly: 86_400 * 60
    case .minutely: 86_400 * 3
    case .secondly: 8_000
    }
  }

  private func walls(_ expansion: RecurrenceExpansion) -> [Int] {
    expansion.instances.map(\.wallSeconds)
  }

  @Test("give what a reading by definition gives", arguments: cases)
  func definition(seed: UInt64, frequency: RecurrenceFrequency) {
    var maker = RandomRecurrence(seed: seed)
    for _ in 0..<12 {
      let (rule, start) = (maker.rule(frequency), maker.start())
      let end = start.wallSeconds + RecurrencePropertyTests.horizon(frequency)
      let expected = NaiveRecurrence(rule: rule, start: start).instances(through: end)
      let got = RecurrenceSet(start: .floating(start), rules: [rule]).expand(
        through: CivilDateTime(wallSeconds: end), RecurrenceOptions(limit: .max))
      #expect(walls(got) == expected, "seed \(seed): \(rule) from \(start)")
      #expect(got.shortfall == nil)
    }
  }

  @Test("give in a window the slice that the whole expansion has there", arguments: cases)
  func windows(seed: UInt64, frequency: RecurrenceFrequency) {
    var maker = RandomRecurrence(seed: seed + 100)
    for _ in 0..<12 {
      let (rule, start) = (maker.rule(frequency), maker.start())
      let horizon = RecurrencePropertyTests.horizon(frequency)
      let end = CivilDateTime(wallSeconds: start.wallSeconds + horizon)
      let set = RecurrenceSet(start: .floating(start), rules: [rule])
      let whole = walls(set.expand(through: end, RecurrenceOptions(limit: .max)))
      for _ in 0..<8 {
        let from = start.wallSeconds + Int.random(in: -1_000..<horizon, using: &maker.random)
        let to = from + Int.random(in: 0..<horizon / 4, using: &maker.random)
        let got = set.expand(
          from: CivilDateTime(wallSeconds: from),
          through: CivilDateTime(wallSeconds: min(to, end.wallSeconds)),
          RecurrenceOptions(limit: .max))
        let expected = whole.filter { $0 >= from && $0 <= to }
        #expect(
          walls(got) == expected, "seed \(seed): \(rule) from \(start), window \(from)...\(to)")
        let next = set.next(
          after: CivilDateTime(wallSeconds: from), RecurrenceOptions(work: 20_000))?.wallSeconds
        if let following = whole.first(where: { $0 > from }) { #expect(next == following) }
        let before = set.previous(
          before: CivilDateTime(wallSeconds: to), RecurrenceOptions(work: 50_000))?.wallSeconds
        if to <= end.wallSeconds {
          #expect(before == whole.last { $0 < to }, "seed \(seed): \(rule) before \(to)")
        }
      }
    }
  }

  @Test("have a canonical form that reads back as the same rule", arguments: cases)
  func canonical(seed: UInt64, frequency: RecurrenceFrequency) throws {
    var maker = RandomRecurrence(seed: seed + 200)
    for _ in 0..<12 {
      let (rule, start) = (maker.rule(frequency), maker.start())
      let text = rule.description
      let again = try RecurrenceRule(parsing: text)
      #expect(again.description == text)
      var options = RecurrenceOptions()
      options.limit = 50
      options.work = 20_000
      let moment = CivilMoment.floating(start)
      let mine = RecurrenceSet(start: moment, rules: [rule]).expand(options)
      #expect(RecurrenceSet(start: moment, rules: [again]).expand(options) == mine, "\(text)")
      if mine.shortfall != .work {
        #expect(rule.means(sameAs: again, from: moment, options), "\(text)")
      }
    }
  }

  @Test(
    "move by a week with their start where no part names a date", arguments: [1, 2, 3] as [UInt64])
  func shift(seed: UInt64) {
    var maker = RandomRecurrence(seed: seed + 300)
    for frequency in [RecurrenceFrequency.weekly, .daily, .hourly, .minutely] {
      for _ in 0..<10 {
        var (rule, start) = (maker.rule(frequency), maker.start())
        rule.months = []
        rule.monthDays = []
        rule.yearDays = []
        rule.positions = []
        let options = RecurrenceOptions(limit: 60, work: 20_000)
        let here = RecurrenceSet(start: .floating(start), rules: [rule]).expand(options)
        let week = 7 * 86_400
        let there = RecurrenceSet(
          start: .floating(start.adding(wallSeconds: week)), rules: [rule]
        ).expand(options)
        #expect(walls(there) == walls(here).map { $0 + week }, "seed \(seed): \(rule)")
      }
    }
  }
}

extension RecurrenceSet {
  fileprivate func expand(_ options: RecurrenceOptions) -> RecurrenceExpansion {
    expand(from: nil, through: nil, options)
  }
}
