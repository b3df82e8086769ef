import Support
import Testing

@testable import Shared

@Suite("Recurrence rules beside python-dateutil")
struct RecurrencePeerTests {
  @Test(
    "agree on random rules, apart from the classes in which dateutil is known to differ",
    .enabled(if: PythonPeer.isAvailable, "FRACTAL_TEST_PYTHON names no Python"),
    arguments: [1, 2] as [UInt64])
  func dateutil(seed: UInt64) throws {
    var maker = RandomRecurrence(seed: seed + 1_000)
    var questions: [JSONValue] = []
    var expected: [[String]] = []
    let zones = ["America/New_York", "Europe/Berlin", "Australia/Sydney", "Asia/Kolkata"]
    while questions.count < 100 {
      let frequency = RecurrencePeerTests.frequencies.randomElement(using: &maker.random) ?? .daily
      let (rule, start) = (maker.rule(frequency), maker.start())
      guard !RecurrencePeerTests.differs(rule) else { continue }
      let zone = frequency >= .hourly ? nil : zones.randomElement(using: &maker.random)
      let moment =
        try zone.map {
          CivilMoment.zoned(start, try TimeZoneDatabase.system.zone(named: $0))
        } ?? .floating(start)
      let got = RecurrenceSet(start: moment, rules: [rule]).expand(
        through: nil, RecurrenceOptions(limit: 25, work: 5_000))
      // dateutil looks for the 25th in the year 9999 if need be.
      guard got.instances.count == 25 || rule.isFinite && got.shortfall == nil,
        (got.instances.last?.date.year ?? 2_000) < 2_200
      else { continue }
      questions.append(
        .members([
          "start": .string(start.description), "zone": zone.map { .string($0) } ?? .null,
          "rule": .string(rule.description), "limit": 25,
        ]))
      expected.append(got.instances.map(\.description))
    }
    let answers = try PythonPeer.run(
      "recurrences.py", input: questions.map(\.serialized).joined(separator: "\n")
    ).split(separator: "\n")
    try #require(answers.count == questions.count)
    var compared = 0
    for (index, answer) in answers.enumerated() {
      guard let theirs = try JSONValue(parsing: Array(answer.utf8)).arrayValue else { continue }
      compared += 1
      #expect(
        theirs.compactMap(\.stringValue) == expected[index], "seed \(seed): \(questions[index])")
    }
    #expect(compared > 70)
  }

  /// Those on which dateutil answers within a test's time.
  private static let frequencies: [RecurrenceFrequency] = [
    .yearly, .monthly, .weekly, .daily, .daily, .hourly,
  ]

  /// What dateutil 2.9 reads differently: plain beside numbered weekdays, week numbers at the year's
  /// edges or without BYDAY, BYSETPOS in the first week, COUNT from a start that is no instance.
  private static func differs(_ rule: RecurrenceRule) -> Bool {
    let numbered = rule.days.filter { $0.ordinal != nil }.count
    return numbered != 0 && numbered != rule.days.count || !rule.weekNumbers.isEmpty
      || rule.frequency == .weekly && (!rule.positions.isEmpty || rule.interval > 1)
      || rule.frequency == .yearly && rule.months.isEmpty && !rule.monthDays.isEmpty
  }
}
