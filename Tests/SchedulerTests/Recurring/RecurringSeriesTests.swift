import Shared
import Testing

@testable import Scheduler

@Suite struct RecurringSeriesTests {
  private func series(
    _ rule: String, from start: String, at original: String? = nil, number: Int = 1,
    zone: String = "Europe/Berlin", days: Bool = false
  ) throws -> RecurringSeries {
    let start = try #require(CivilDateTime(start))
    return RecurringSeries(
      rule: try RecurrenceRule(parsing: rule),
      zone: try TimeZoneDatabase.system.zone(named: zone), isWholeDays: days, start: start,
      original: original.flatMap { CivilDateTime($0) } ?? start, number: number)
  }

  private func chain(_ first: RecurringSeries, _ count: Int) throws -> [String] {
    var series = first
    var found: [String] = []
    for _ in 0..<count {
      let done = series.zone.instant(of: series.original)
      guard let step = series.nextBySchedule(completedAt: done, missed: .each).step else { break }
      found.append("\(step.number) \(step.place)")
      series.original = step.original
      series.number = step.number
    }
    return found
  }

  @Test("a schedule goes on from the occurrence's own place, over a change of clocks")
  func schedule() throws {
    let weekly = try series("FREQ=WEEKLY;BYDAY=FR;INTERVAL=2", from: "2026-10-16T09:00:00")
    #expect(
      try chain(weekly, 3) == [
        "2 2026-10-30T09:00:00", "3 2026-11-13T09:00:00", "4 2026-11-27T09:00:00",
      ])
    let yearly = try series("FREQ=YEARLY", from: "2024-02-29T00:00:00", days: true)
    #expect(try chain(yearly, 2) == ["2 2028-02-29T00:00:00", "3 2032-02-29T00:00:00"])
  }

  @Test("COUNT counts from the series' start and UNTIL ends it")
  func ends() throws {
    let counted = try series("FREQ=DAILY;COUNT=3", from: "2026-06-01T08:00:00")
    #expect(try chain(counted, 9).count == 2)
    let until = try series("FREQ=DAILY;UNTIL=20260603", from: "2026-06-01T00:00:00", days: true)
    #expect(try chain(until, 9).count == 2)
    var last = counted
    last.number = 3
    #expect(last.nextByCompletion(at: try #require(Instant("2026-06-09T08:00:00Z"))) == .ended)
    var long = until
    long.original = try #require(CivilDateTime("2026-06-02T00:00:00"))
    #expect(long.nextByCompletion(at: try #require(Instant("2026-06-09T08:00:00Z"))) == .ended)
  }

  @Test("what the app closed is passed over and what it moved is due where it was moved to")
  func exceptions() throws {
    var daily = try series("FREQ=DAILY", from: "2026-06-01T09:00:00", zone: "America/New_York")
    daily.exceptions = [
      SeriesException(
        original: try #require(Instant("2026-06-02T13:00:00Z")), moved: nil, isClosed: true),
      SeriesException(
        original: try #require(Instant("2026-06-03T13:00:00Z")),
        moved: Instant("2026-06-03T20:30:00Z"), isClosed: false),
    ]
    let done = try #require(Instant("2026-06-01T14:00:00Z"))
    let step = try #require(daily.nextBySchedule(completedAt: done, missed: .each).step)
    #expect(step.original.description == "2026-06-03T09:00:00")
    #expect(step.place.description == "2026-06-03T16:30:00")
    #expect(step.number == 3)
  }

  @Test("missed occurrences come one by one, or are passed over where the operator says so")
  func missed() throws {
    let daily = try series("FREQ=DAILY", from: "2026-06-01T00:00:00", days: true)
    let late = try #require(Instant("2026-06-10T10:00:00Z"))
    #expect(
      daily.nextBySchedule(completedAt: late, missed: .each).step?.place.description
        == "2026-06-02T00:00:00")
    let skipped = daily.nextBySchedule(completedAt: late, missed: .skip).step
    #expect(skipped?.place.description == "2026-06-10T00:00:00")
    #expect(skipped?.number == 10)
  }

  @Test(
    "from completion the rule begins anew that day, at the occurrence's time of day",
    arguments: [
      ("FREQ=DAILY;INTERVAL=3", "2026-06-08T18:00:00Z", "2026-06-11T09:00:00"),
      ("FREQ=WEEKLY;BYDAY=MO", "2026-06-10T18:00:00Z", "2026-06-15T09:00:00"),
      ("FREQ=MONTHLY", "2026-01-31T18:00:00Z", "2026-02-28T09:00:00"),
      ("FREQ=YEARLY", "2024-02-29T08:00:00Z", "2025-02-28T09:00:00"),
      ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-06-08T18:00:00Z", "2026-06-30T09:00:00"),
      ("FREQ=HOURLY;INTERVAL=6", "2026-06-08T18:30:00Z", "2026-06-09T02:30:00"),
    ])
  func completion(_ rule: String, _ done: String, _ expected: String) throws {
    let series = try series(rule, from: "2023-05-01T09:00:00")
    let completed = try #require(Instant(done))
    let step = try #require(series.nextByCompletion(at: completed).step)
    #expect(step.place.description == expected)
    #expect(step.number == 2)
  }

  @Test("a rule that repeats every second is thinned, and one without instances ends at once")
  func bounds() throws {
    let fast = try series("FREQ=SECONDLY", from: "2026-06-01T09:00:00")
    let done = try #require(Instant("2026-06-01T08:00:00Z"))
    let next = fast.nextBySchedule(completedAt: done, missed: .each).step
    #expect(next?.place.description == "2026-06-01T10:00:00")
    let never = try series("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", from: "2026-06-01T09:00:00")
    #expect(never.nextBySchedule(completedAt: done, missed: .each) == .ended)
    #expect(never.nextByCompletion(at: done) == .ended)
  }

  @Test("a series goes on however many occurrences were passed over, with the right number")
  func longMissed() throws {
    let hourly = try series("FREQ=HOURLY", from: "2025-11-01T09:00:00", zone: "UTC")
    let late = try #require(Instant("2026-11-01T10:30:00Z"))
    let step = try #require(hourly.nextBySchedule(completedAt: late, missed: .skip).step)
    #expect(step.place.description == "2026-11-01T11:00:00")
    #expect(step.number == 365 * 24 + 3)
    // Beyond what is counted the schedule still goes on, behind the completion.
    let ancient = try series("FREQ=HOURLY", from: "1990-01-01T09:00:00", zone: "UTC")
    let found = try #require(ancient.nextBySchedule(completedAt: late, missed: .skip).step)
    #expect(found.place.description == "2026-11-01T11:00:00")
    #expect(found.number > RecurringLimits.instances * RecurringLimits.windows)
    let ended = try series(
      "FREQ=HOURLY;UNTIL=20260101T000000Z", from: "2025-01-01T09:00:00", zone: "UTC")
    #expect(ended.nextBySchedule(completedAt: late, missed: .skip) == .ended)
  }

  @Test("a thinned rule gives one occurrence a period, over the windows and from the completion on")
  func longThinned() throws {
    let fast = try series("FREQ=MINUTELY", from: "2025-11-01T09:00:00", zone: "UTC")
    let late = try #require(Instant("2026-11-01T10:30:00Z"))
    let step = try #require(fast.nextBySchedule(completedAt: late, missed: .skip).step)
    #expect(step.place.description == "2026-11-01T11:00:00")
    #expect(step.number == 365 * 24 + 3)
    var ancient = fast
    ancient.start = try #require(CivilDateTime("1990-01-01T09:00:00"))
    ancient.original = ancient.start
    #expect(
      ancient.nextBySchedule(completedAt: late, missed: .skip).step?.place.description
        == "2026-11-01T11:00:00")
  }

  @Test("thousands of struck-out occurrences end no series, nor a dozen of months")
  func manyExceptions() throws {
    var daily = try series("FREQ=DAILY", from: "2000-01-01T09:00:00", zone: "UTC")
    let first = try #require(Instant("2000-01-02T09:00:00Z"))
    daily.exceptions = (0..<9_000).map {
      SeriesException(original: first.adding(seconds: $0 * 86_400), moved: nil, isClosed: true)
    }
    let done = try #require(Instant("2000-01-01T10:00:00Z"))
    let step = try #require(daily.nextBySchedule(completedAt: done, missed: .each).step)
    #expect(step.number == 9_002)
    #expect(step.place.date.days(since: daily.start.date) == 9_001)
    var monthly = try series("FREQ=MONTHLY", from: "2026-01-31T00:00:00", zone: "UTC", days: true)
    monthly.exceptions = (1...14).map { month in
      let date = monthly.start.date.adding(months: month)
      return SeriesException(
        original: Zone.utc.startOfDay(date), moved: nil, isClosed: true)
    }
    let completed = try #require(Instant("2026-01-31T10:00:00Z"))
    let next = try #require(monthly.nextByCompletion(at: completed).step)
    #expect(next.place.description == "2027-04-30T00:00:00")
    monthly.exceptions = []
    monthly.rule.interval = 2_000_000_000
    #expect(monthly.nextByCompletion(at: completed) == .ended)
  }

  @Test("what takes more work than is allowed is not taken for the end of a series")
  func workRunsOut() throws {
    var fridays = try series("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", from: "2026-11-13T09:00:00")
    let done = try #require(Instant("2026-11-13T10:30:00Z"))
    #expect(
      fridays.nextBySchedule(completedAt: done, missed: .each).step?.place.description
        == "2027-08-13T09:00:00")
    fridays.work = 5
    for missed in [RecurringSeries.MissedPolicy.each, .skip] {
      #expect(fridays.nextBySchedule(completedAt: done, missed: missed) == .notFound)
    }
    #expect(fridays.nextByCompletion(at: done) == .notFound)
  }
}

extension RecurringSeries.Next {
  /// The step, where there is one.
  fileprivate var step: RecurringSeries.Step? {
    if case .step(let step) = self { step } else { nil }
  }
}
