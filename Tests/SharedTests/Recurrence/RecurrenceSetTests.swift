import Testing

@testable import Shared

@Suite("Series")
struct RecurrenceSetTests {
  private func local(_ text: String) throws -> CivilDateTime {
    try #require(CivilDateTime(text))
  }

  private func texts(_ expansion: RecurrenceExpansion) -> [String] {
    expansion.instances.map { String($0.description.dropLast(3)) }
  }

  @Test("merge single dates in and take exceptions out after COUNT has counted them")
  func merged() throws {
    let set = RecurrenceSet(
      start: .floating(try local("2026-01-01T09:00")),
      rules: [try RecurrenceRule(parsing: "FREQ=DAILY;COUNT=4")],
      dates: [try local("2026-01-02T12:00"), try local("2026-01-03T09:00")],
      exceptions: [try local("2026-01-02T09:00"), try local("2026-01-09T09:00")])
    #expect(
      texts(set.expand()) == [
        "2026-01-01T09:00", "2026-01-02T12:00", "2026-01-03T09:00", "2026-01-04T09:00",
      ])
  }

  @Test("merge several rules, each instance once")
  func rules() throws {
    let set = RecurrenceSet(
      start: .date(try #require(CivilDate("2026-01-01"))),
      rules: [
        try RecurrenceRule(parsing: "FREQ=WEEKLY;BYDAY=TH;COUNT=3"),
        try RecurrenceRule(parsing: "FREQ=DAILY;INTERVAL=14;COUNT=3"),
      ])
    #expect(
      set.expand().instances.map(\.date.description) == [
        "2026-01-01", "2026-01-08", "2026-01-15", "2026-01-29",
      ])
  }

  @Test("hold their start beside the rule only where asked to")
  func start() throws {
    var set = RecurrenceSet(
      start: .floating(try local("2026-01-01T09:00")),
      rules: [try RecurrenceRule(parsing: "FREQ=WEEKLY;BYDAY=MO;COUNT=1")])
    #expect(texts(set.expand()) == ["2026-01-05T09:00"])
    set.includesStart = true
    #expect(texts(set.expand()) == ["2026-01-01T09:00", "2026-01-05T09:00"])
    #expect(
      set.previous(before: try local("2026-01-05T09:00"))?.description == "2026-01-01T09:00:00")
  }

  @Test("say where their work ran out, and what they give is right")
  func partial() throws {
    let set = RecurrenceSet(
      start: .floating(try local("2026-01-01T09:00")),
      rules: [try RecurrenceRule(parsing: "FREQ=WEEKLY;BYDAY=MO;INTERVAL=3;BYMONTH=2")])
    let all = set.expand(through: nil, RecurrenceOptions(limit: 10))
    let some = set.expand(through: nil, RecurrenceOptions(limit: 10, work: 30))
    #expect(all.shortfall == .limit)
    #expect(some.shortfall == .work)
    #expect(!some.instances.isEmpty)
    #expect(Array(all.instances.prefix(some.instances.count)) == some.instances)
  }

  @Test(
    "never cost more work than allowed, whatever the rule",
    arguments: [
      "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=366",
      "FREQ=SECONDLY;INTERVAL=86401;BYHOUR=9;BYMINUTE=0;BYSECOND=0;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=MINUTELY;INTERVAL=7;BYHOUR=3;BYMONTHDAY=31;BYMONTH=4",
      "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
      "FREQ=MONTHLY;BYDAY=6MO", "FREQ=DAILY;INTERVAL=7;BYDAY=WE",
      "FREQ=SECONDLY;BYSETPOS=2;BYSECOND=1",
      "FREQ=SECONDLY;COUNT=2147483647;BYHOUR=4",
    ])
  func bounded(text: String) throws {
    let start = CivilMoment.floating(try local("2026-01-01T09:00"))
    let set = RecurrenceSet(start: start, rules: [try RecurrenceRule(parsing: text)])
    for from in [nil, try local("2500-01-01T00:00")] {
      var iterator = RecurrenceSetIterator(set, RecurrenceOptions(limit: 1, work: 100_000))
      if let from { iterator.skip(to: from.wallSeconds) }
      if let wall = iterator.next() { #expect(wall >= (from ?? start.local).wallSeconds) }
      #expect(iterator.workDone <= 100_001)
    }
  }

  @Test("jump to a window far away without walking there")
  func jump() throws {
    for text in [
      "FREQ=SECONDLY", "FREQ=MINUTELY;BYHOUR=9;BYMINUTE=30", "FREQ=DAILY;BYDAY=MO,TU",
      "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYWEEKNO=20",
      "FREQ=SECONDLY;COUNT=2147483647", "FREQ=DAILY;INTERVAL=3;COUNT=100000",
    ] {
      let set = RecurrenceSet(
        start: .floating(try local("1970-01-01T00:00")), rules: [try RecurrenceRule(parsing: text)])
      var iterator = RecurrenceSetIterator(set, RecurrenceOptions(work: 10_000))
      iterator.skip(to: try local("2026-06-01T00:00").wallSeconds)
      let found = iterator.next()
      let wall = try #require(found, "\(text)")
      #expect(CivilDateTime(wallSeconds: wall).date.year >= 2026)
      #expect(iterator.workDone < 100, "\(text)")
    }
  }

  @Test("count by days where COUNT forbids a jump")
  func countedJump() throws {
    let set = RecurrenceSet(
      start: .floating(try local("2020-01-01T00:00")),
      rules: [try RecurrenceRule(parsing: "FREQ=SECONDLY;BYHOUR=9;BYDAY=MO;COUNT=2000000")])
    var iterator = RecurrenceSetIterator(set, RecurrenceOptions(work: 100_000))
    iterator.skip(to: try local("2026-06-01T00:00").wallSeconds)
    let found = iterator.next()
    let wall = try #require(found)
    #expect(CivilDateTime(wallSeconds: wall).description == "2026-06-01T09:00:00")
    #expect(iterator.workDone < 10_000)
  }

  @Test("are thinned to the finest repetition asked for, and say so")
  func thinned() throws {
    let set = RecurrenceSet(
      start: .floating(try local("2026-01-01T09:10")),
      rules: [try RecurrenceRule(parsing: "FREQ=MINUTELY;INTERVAL=20;COUNT=7")])
    let hourly = set.expand(through: nil, RecurrenceOptions(finest: .hourly))
    #expect(texts(hourly) == ["2026-01-01T09:10", "2026-01-01T10:10", "2026-01-01T11:10"])
    #expect(hourly.isThinned)
    #expect(!set.expand().isThinned)
    #expect(texts(set.expand(through: nil, RecurrenceOptions(finest: .daily))).count == 1)
  }

  @Test("tell rules of one meaning from rules of another")
  func meaning() throws {
    let start = CivilMoment.floating(try local("2026-01-05T09:00"))
    func rule(_ text: String) throws -> RecurrenceRule { try RecurrenceRule(parsing: text) }
    let weekdays = try rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    #expect(weekdays.means(sameAs: try rule("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"), from: start))
    #expect(!weekdays.means(sameAs: try rule("FREQ=DAILY"), from: start))
    let thrice = try rule("FREQ=DAILY;COUNT=3")
    #expect(thrice.means(sameAs: try rule("FREQ=DAILY;UNTIL=20260107T090000"), from: start))
    #expect(!thrice.means(sameAs: try rule("FREQ=DAILY;COUNT=4"), from: start))
    #expect(
      thrice.means(
        sameAs: try rule("FREQ=DAILY;COUNT=4"), from: start, through: try local("2026-01-07T09:00"))
    )
  }
}
