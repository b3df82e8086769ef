import Support
import Testing

@testable import Shared

@Suite(.enabled(if: PythonPeer.isAvailable, "needs FRACTAL_TEST_PYTHON"))
struct CronPeerTests {
  @Test("random expressions agree with croniter away from clock changes")
  func croniter() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    var questions: [(expression: String, zone: String, after: Int)] = []
    for _ in 0..<3_000 {
      let zone = CronExpressionTests.zones.randomElement(using: &random) ?? "UTC"
      questions.append(
        (
          Self.expression(&random), zone,
          Int.random(in: 1_262_304_000..<1_830_297_600, using: &random)
        ))
    }
    let input = questions.map { "\($0.expression)|\($0.zone)|\($0.after)" }.joined(separator: "\n")
    let answers = try PythonPeer.run("cron.py", input: input).split(separator: "\n")
    try #require(answers.count == questions.count)
    var compared = 0
    for (question, answer) in zip(questions, answers) {
      guard let expected = Int(answer) else { continue }
      let zone = try TimeZoneDatabase.system.zone(named: question.zone)
      let next = try Timetable(question.expression).next(
        after: Instant(seconds: Int64(question.after)), in: zone)
      // The peer has its own ideas about the days on which clocks change.
      let isNearChange = [question.after, expected, Int(next?.seconds ?? 0)].contains { time in
        zone.span(at: time - 90_000).offset != zone.span(at: time + 90_000).offset
      }
      if isNearChange { continue }
      compared += 1
      #expect(
        next?.seconds == Int64(expected),
        "\(question.expression) in \(question.zone) after \(question.after), seed \(seed)")
    }
    #expect(compared > 1_000)
  }

  private static func expression(_ random: inout SeededRandom) -> String {
    func field(_ range: ClosedRange<Int>) -> String {
      let low = Int.random(in: range, using: &random)
      let high = Int.random(in: low...range.upperBound, using: &random)
      let form = Int.random(in: 0..<8, using: &random)
      // The peer reads a range of one value as the whole circle.
      if low == high, form > 3 { return "\(low)" }
      // And what names every value as a star that it is not, or the other way round.
      if low == range.lowerBound, high == range.upperBound { return "*" }
      switch form {
      case 0...2: return "*"
      case 3: return "\(low)"
      case 4: return "\(low)-\(high)"
      case 5: return "*/\(Int.random(in: 2...15, using: &random))"
      case 6: return "\(low),\(high)"
      default: return "\(low)-\(high)/\(Int.random(in: 2...5, using: &random))"
      }
    }
    let day = Bool.random(using: &random) ? field(1...31) : "*"
    return "\(field(0...59)) \(field(0...23)) \(day) \(field(1...12)) \(field(0...6))"
  }
}
