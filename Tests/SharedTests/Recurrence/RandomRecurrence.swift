@testable import Shared

/// Random rules of every shape that RFC 5545 allows, and random starts.
struct RandomRecurrence {
  var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  private mutating func chance(_ share: Double) -> Bool {
    Double.random(in: 0..<1, using: &random) < share
  }

  private mutating func some(_ range: ClosedRange<Int>, upTo count: Int, signed: Bool) -> [Int] {
    let number = Int.random(in: 1...count, using: &random)
    return RecurrenceRule.sorted(
      (0..<number).map { _ in
        let value = Int.random(in: range, using: &random)
        return signed && chance(0.4) ? -value : value
      })
  }

  mutating func start() -> CivilDateTime {
    let days = Int.random(in: 10_950...25_550, using: &random)
    return CivilDateTime(
      wallSeconds: days * 86_400 + Int.random(in: 0..<1_440, using: &random) * 60)
  }

  mutating func rule(_ frequency: RecurrenceFrequency) -> RecurrenceRule {
    var rule = RecurrenceRule(frequency)
    if chance(0.5) {
      rule.interval = Int.random(in: 2...(frequency >= .hourly ? 40 : 5), using: &random)
    }
    if chance(0.3) { rule.weekStart = Weekday.allCases.randomElement(using: &random) ?? .monday }
    if chance(0.3) { rule.months = some(1...12, upTo: 4, signed: false) }
    if frequency == .yearly, chance(0.3) { rule.weekNumbers = some(1...53, upTo: 4, signed: true) }
    if frequency == .yearly || frequency >= .hourly, chance(0.2) {
      rule.yearDays = some(1...366, upTo: 20, signed: true)
    }
    if frequency != .weekly, chance(0.3) { rule.monthDays = some(1...31, upTo: 6, signed: true) }
    if chance(0.5) {
      let numbered = frequency <= .monthly && rule.weekNumbers.isEmpty && chance(0.6)
      let deepest = frequency == .yearly && rule.months.isEmpty ? 53 : 5
      rule.days = RecurrenceRule.sorted(
        (0..<Int.random(in: 1...4, using: &random)).map { _ in
          let ordinal = numbered && chance(0.7) ? some(1...deepest, upTo: 1, signed: true)[0] : nil
          return RecurrenceDay(
            Weekday.allCases.randomElement(using: &random) ?? .monday, ordinal: ordinal)
        })
    }
    if chance(0.3) { rule.hours = some(0...23, upTo: 4, signed: false) }
    if chance(0.2) { rule.minutes = some(0...59, upTo: 4, signed: false) }
    if chance(0.1) { rule.seconds = some(0...59, upTo: 3, signed: false) }
    if chance(0.25), rule.description.contains(";BY") {
      rule.positions = some(1...(chance(0.8) ? 4 : 366), upTo: 3, signed: true)
    }
    if chance(0.3) { rule.end = .count(Int.random(in: 1...60, using: &random)) }
    return rule
  }
}
