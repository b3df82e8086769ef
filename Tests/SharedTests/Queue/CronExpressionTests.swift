import Support
import Testing

@testable import Shared

@Suite struct CronExpressionTests {
  private func times(
    _ expression: String, after: String, zone: String = "UTC", count: Int = 3,
    policy: ClockChangePolicy = ClockChangePolicy()
  ) throws -> [String] {
    let timetable = try Timetable(expression)
    let zone = try TimeZoneDatabase.system.zone(named: zone)
    var time = try #require(Instant(after))
    var found: [String] = []
    for _ in 0..<count {
      guard let next = timetable.next(after: time, in: zone, policy: policy) else { break }
      found.append(next.text(in: zone))
      time = next
    }
    return found
  }

  @Test(
    "expressions mean what crontab(5) says",
    arguments: [
      ("30 2 * * *", "2026-11-20T02:30:00Z", "2026-11-21T02:30:00Z"),
      ("*/15 * * * *", "2026-11-20T02:31:10Z", "2026-11-20T02:45:00Z"),
      ("5/20 8-18/2 * * mon-fri", "2026-11-20T18:59:00Z", "2026-11-23T08:05:00Z"),
      ("0 0 13 * FRI", "2026-11-20T00:00:00Z", "2026-11-27T00:00:00Z"),
      ("0 0 29 2 *", "2026-11-20T00:00:00Z", "2028-02-29T00:00:00Z"),
      ("0 12 L * *", "2026-02-10T00:00:00Z", "2026-02-28T12:00:00Z"),
      ("0 12 L,15 * *", "2026-02-10T00:00:00Z", "2026-02-15T12:00:00Z"),
      ("10 0 0 1 1 *", "2026-11-20T00:00:00Z", "2027-01-01T00:00:10Z"),
      ("0 0 * * 7", "2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z"),
      ("0 0 * * FRI-SUN", "2026-11-21T10:00:00Z", "2026-11-22T00:00:00Z"),
      ("@monthly", "2026-11-20T00:00:00Z", "2026-12-01T00:00:00Z"),
      ("@every 1h30m", "2026-11-20T00:00:00Z", "2026-11-20T01:30:00Z"),
    ])
  func meaning(expression: String, after: String, expected: String) throws {
    #expect(try times(expression, after: after, count: 1) == [expected])
  }

  @Test(
    "what is no expression is refused with the reason",
    arguments: [
      ("* * * *", ScheduleError.Code.fieldCount), ("60 * * * *", .badValue),
      ("* 24 * * *", .badValue), ("* * 0 * *", .badValue), ("5-3 * * * *", .badRange),
      ("*/0 * * * *", .badStep), ("1,,2 * * * *", .badValue), ("@evry 5m", .unknownMacro),
      ("@every 5", .badInterval), ("@every 0s", .badInterval), ("a * * * *", .badValue),
    ])
  func refusal(expression: String, code: ScheduleError.Code) {
    #expect {
      try Timetable(expression)
    } throws: { error in
      (error as? ScheduleError)?.code == code
    }
  }

  @Test("an expression that never fits ends the search")
  func never() throws {
    #expect(try times("0 0 30 2 *", after: "2026-11-20T00:00:00Z").isEmpty)
  }

  @Test("in a gap a time of day moves to the change, or is left out, as the policy says")
  func gap() throws {
    // Berlin: 2027-03-28 02:00 becomes 03:00.
    let after = "2027-03-27T12:00:00Z"
    #expect(
      try times("30 2 * * *", after: after, zone: "Europe/Berlin", count: 2)
        == ["2027-03-28T03:00:00+02:00", "2027-03-29T02:30:00+02:00"])
    #expect(
      try times(
        "30 2 * * *", after: after, zone: "Europe/Berlin", count: 1,
        policy: ClockChangePolicy(gap: .skip)) == ["2027-03-29T02:30:00+02:00"])
    #expect(
      try times("0,15,30 2,3 * * *", after: after, zone: "Europe/Berlin", count: 3)
        == ["2027-03-28T03:00:00+02:00", "2027-03-28T03:15:00+02:00", "2027-03-28T03:30:00+02:00"],
      "many times jumped over, and one that falls on the change, are one")
  }

  @Test("in an overlap a time of day happens the first time, or both, as the policy says")
  func overlap() throws {
    // Berlin: 2026-10-25 03:00 becomes 02:00.
    let after = "2026-10-24T12:00:00Z"
    #expect(
      try times("30 2 * * *", after: after, zone: "Europe/Berlin", count: 2)
        == ["2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"])
    #expect(
      try times(
        "30 2 * * *", after: after, zone: "Europe/Berlin", count: 2,
        policy: ClockChangePolicy(overlap: .both))
        == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"])
  }

  @Test("what fits every hour follows the time that really passes")
  func everyHour() throws {
    #expect(
      try times("30 * * * *", after: "2026-10-24T23:45:00Z", zone: "Europe/Berlin", count: 3)
        == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "2026-10-25T03:30:00+01:00"])
    #expect(
      try times("30 * * * *", after: "2027-03-28T00:15:00Z", zone: "Europe/Berlin", count: 2)
        == ["2027-03-28T01:30:00+01:00", "2027-03-28T03:30:00+02:00"])
  }

  static let zones = [
    "Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/Los_Angeles",
    "America/Sao_Paulo", "America/Santiago", "America/St_Johns", "Asia/Kolkata", "Asia/Tokyo",
    "Asia/Tehran", "Asia/Kathmandu", "Asia/Beirut", "Africa/Cairo", "Africa/Casablanca",
    "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Auckland", "Pacific/Chatham",
    "Pacific/Apia", "Atlantic/Azores", "America/Havana",
  ]

  @Test("around every clock change the rules hold, checked minute by minute", arguments: zones)
  func againstBruteForce(name: String) throws {
    let zone = try TimeZoneDatabase.system.zone(named: name)
    let expressions = ["30 2 * * *", "0 0 * * *", "15,45 1-3 * * *", "5 */2 * * *", "*/20 * * * *"]
    var second = 1_262_304_000
    let end = 1_830_297_600
    while second < end {
      let span = zone.span(at: second)
      guard span.end < end else { break }
      for text in expressions {
        let expression = try CronExpression(text)
        for gap in ClockChangePolicy.Gap.allCases {
          for overlap in ClockChangePolicy.Overlap.allCases {
            let policy = ClockChangePolicy(gap: gap, overlap: overlap)
            let from = span.end - 6 * 3_600
            let until = span.end + 6 * 3_600
            let expected = Self.slowly(expression, zone, policy, from: from, until: until)
            var found: [Int] = []
            var time = Instant(seconds: Int64(from - 1))
            while let next = expression.next(after: time, in: zone, policy: policy),
              Int(next.seconds) < until
            {
              found.append(Int(next.seconds))
              time = next
            }
            #expect(found == expected, "\(text) in \(name) around \(span.end), \(policy)")
          }
        }
      }
      second = span.end
    }
  }

  /// The rules as they are written, one minute after the other.
  static func slowly(
    _ expression: CronExpression, _ zone: Zone, _ policy: ClockChangePolicy, from: Int, until: Int
  ) -> [Int] {
    func fits(_ wall: Int) -> Bool { expression.nextWall(after: wall - 1) == wall }
    let isInterval = expression.isEveryHour
    var found: [Int] = []
    var time = from
    while time < until {
      let offset = zone.offset(at: Instant(seconds: Int64(time)))
      let before = zone.offset(at: Instant(seconds: Int64(time - 1)))
      var fires = fits(time + offset)
      if fires, !isInterval, policy.overlap == .first {
        // Shown before: some earlier second of the last day had the same wall time.
        for earlier in stride(from: time - 60, to: time - 4 * 3_600, by: -60)
        where earlier + zone.offset(at: Instant(seconds: Int64(earlier))) == time + offset {
          fires = false
        }
      }
      if !isInterval, policy.gap == .shift, offset > before {
        fires = fires || (time + before..<time + offset).contains { $0 % 60 == 0 && fits($0) }
      }
      if fires { found.append(time) }
      time += 60
    }
    return found
  }
}
