import NLParse
import Shared
import Testing

@Suite("Properties of lines")
struct LinePropertyTests {
  private static let context = LineContext(now: LineExpectation.now, zone: .utc)

  private static func random(_ seed: UInt64) -> SeededRandom {
    print("seed \(seed)")
    return SeededRandom(seed: seed)
  }

  @Test("A rule in words reads back as the same occurrences")
  func words() throws {
    var random = Self.random(UInt64.random(in: 0..<1_000_000))
    let rules = [
      "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE",
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=MONTHLY",
      "FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=2FR",
      "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", "FREQ=YEARLY",
      "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
      "FREQ=MONTHLY;BYDAY=1MO,3MO", "FREQ=HOURLY;INTERVAL=2", "FREQ=MINUTELY;INTERVAL=20",
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY;BYYEARDAY=100",
    ]
    let ends = ["", ";COUNT=5", ";UNTIL=20270401"]
    for _ in 0..<200 {
      let text = rules.randomElement(using: &random)! + ends.randomElement(using: &random)!
      let rule = try RecurrenceRule(parsing: text)
      let all = RecurrenceSet(start: .date(LineExpectation.now.date), rules: [rule])
      guard !all.expand(RecurrenceOptions(limit: 1)).instances.isEmpty else { continue }
      let words = RuleWords.text(rule)
      let reading = LineParser().read(words, Self.context)
      let again = try #require(reading.repetition, "\(text) in words: \(words)")
      let start = CivilMoment.date(LineExpectation.now.date)
      let wanted = RecurrenceSet(start: start, rules: [rule])
      let got = RecurrenceSet(start: start, rules: [try RecurrenceRule(parsing: again.rule)])
      let options = RecurrenceOptions(limit: 24)
      #expect(
        wanted.expand(options).instances == got.expand(options).instances,
        "\(text) in words: \(words), back: \(again.rule)")
    }
  }

  @Test("The words of a rule name its times, whatever it repeats by, and no other")
  func wordsOfTimes() throws {
    let rules = [
      (
        "FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=9,17;BYMINUTE=30",
        "every Monday and Thursday at 9:30am and 5:30pm"
      ),
      ("FREQ=DAILY;BYHOUR=8", "every day at 8am"), ("FREQ=HOURLY;BYHOUR=9,10", "every hour"),
    ]
    for (rule, words) in rules {
      #expect(RuleWords.text(try RecurrenceRule(parsing: rule)) == words)
    }
    let reading = LineParser().read("swim every Saturday", Self.context)
    #expect(reading.repetition?.words == "every Saturday")
  }

  @Test("A series of times that ends on a day happens on that day, in every zone and at any hour")
  func lastDay() throws {
    var random = Self.random(UInt64.random(in: 0..<1_000_000))
    let zones = ["UTC", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Kiritimati"]
    for _ in 0..<60 {
      let zone = try TimeZoneDatabase.system.zone(
        named: zones[Int.random(in: 0..<zones.count, using: &random)])
      let context = LineContext(now: LineExpectation.now, zone: zone)
      let until = LineExpectation.now.date.adding(days: Int.random(in: 3..<60, using: &random))
      let hour = Int.random(in: 0..<24, using: &random)
      let isFloating = Bool.random(using: &random)
      let time = hour < 10 ? "0\(hour):30" : "\(hour):30"
      let line = "ring every day at \(time)\(isFloating ? " floating" : "") until \(until)"
      let repetition = try #require(LineParser().read(line, context).repetition, "\(line)")
      #expect(LineParser().read(line, context).isFloating == isFloating, "\(line)")
      #expect(repetition.rule.hasSuffix("Z") != isFloating, "RFC 5545: \(repetition.rule)")
      let series = RecurrenceSet(
        start: isFloating ? .floating(repetition.start) : .zoned(repetition.start, zone),
        rules: [try RecurrenceRule(parsing: repetition.rule)])
      let last = try #require(series.expand(RecurrenceOptions(limit: 100)).instances.last)
      #expect(last.date == until, "\(line) in \(zone.name): \(repetition.rule)")
      #expect(repetition.words.hasSuffix("until \(until)"), "\(repetition.words)")
    }
  }

  @Test("A title that has nothing to do with the date never changes it")
  func titles() {
    let dates = [
      "tomorrow at 5pm", "on Friday", "by the end of March", "in 3 days", "next Monday",
      "on Dec 4 at 14:00", "every Monday at 9am", "every 2 weeks", "on the 15th",
      "3-4pm tomorrow", "the last Friday of next month", "two days after Christmas",
    ]
    let titles = [
      "call Bob", "write the report", "water plants", "read The Martian", "fix bug #123",
      "Plan offsite", "buy milk and bread", "review PR", "pay rent", "clean up",
    ]
    for date in dates {
      let alone = LineParser().read("x " + date, Self.context)
      for title in titles {
        let reading = LineParser().read(title + " " + date, Self.context)
        #expect(reading.due == alone.due, "\(title) \(date)")
        #expect(reading.repetition?.rule == alone.repetition?.rule, "\(title) \(date)")
        #expect(reading.title == title, "\(title) \(date)")
      }
    }
  }

  @Test("A day and a time mean the same moment whatever stands between them, in either order")
  func apart() {
    var random = Self.random(UInt64.random(in: 0..<1_000_000))
    let languages: [(code: String, days: [String], times: [String])] = [
      ("en", ["tomorrow", "on Monday", "June 3"], ["at 5pm", "at 10:30", "by 4pm"]),
      ("de", ["morgen", "am Montag", "am 3. Juni"], ["um 17 Uhr", "um 10:30 Uhr"]),
      ("fr", ["demain", "lundi", "le 3 juin"], ["à 17h", "à 10h30"]),
      ("es", ["mañana", "el lunes", "el 3 de junio"], ["a las 17:00", "a las 10:30"]),
      ("it", ["domani", "lunedì", "il 3 giugno"], ["alle 17", "alle 10:30"]),
      ("pt", ["amanhã", "segunda-feira", "3 de junho"], ["às 17h", "às 10:30"]),
      ("nl", ["morgen", "op maandag", "op 3 juni"], ["om 17 uur", "om 10:30"]),
    ]
    let between = ["xyz", "#Home", "@phone", "!1", "+anna", "😀", "Bob", "(xyz)", "xyz,", "Zoë"]
    for (code, days, times) in languages {
      var context = Self.context
      context.language = code
      for day in days {
        for time in times {
          let wanted = LineParser().read("xyz \(day) \(time)", context).due
          #expect(wanted?.hasTime == true, "\(code): \(day) \(time)")
          for _ in 0..<12 {
            var words = (0..<Int.random(in: 0...3, using: &random)).map { _ in
              between.randomElement(using: &random)!
            }
            words.insert("xyz", at: Int.random(in: 0...words.count, using: &random))
            let isDayFirst = Bool.random(using: &random)
            let parts = [isDayFirst ? day : time] + words + [isDayFirst ? time : day]
            let line = parts.joined(separator: " ")
            let reading = LineParser().read(line, context)
            #expect(reading.due?.start == wanted?.start, "\(code): \(line)")
            let left = reading.title
            #expect(!left.contains(day) && !left.contains(time), "\(code): \(line): \(left)")
          }
        }
      }
    }
  }

  @Test("Any bytes are answered, within a bound, with spans inside them")
  func bytes() {
    var random = Self.random(UInt64.random(in: 0..<1_000_000))
    let words = [
      "every ", "next ", "Monday ", "at ", "3", "pm ", "the ", "last ", "of ", "in ", "2 ", "days ",
      "after ", "before ", "from ", "to ", "-", "/", ":", ".", ",", "\"", "#a ", "@b ", "!1 ", "\\",
      "and ", "May ", "15th ", "half ", "past ", "until ", "for ", "weeks ", "\u{1F600}", "é", "«",
    ]
    let clock = ContinuousClock()
    for _ in 0..<300 {
      var line: [UInt8] = []
      let pieces = Int.random(in: 0..<400, using: &random)
      for _ in 0..<pieces {
        if Int.random(in: 0..<5, using: &random) == 0 {
          line.append(UInt8.random(in: 0...255, using: &random))
        } else {
          line += Array(words.randomElement(using: &random)!.utf8)
        }
      }
      let start = clock.now
      let reading = LineParser().read(line, Self.context)
      #expect(clock.now - start < .seconds(20), "generous: other programs run as well")
      for field in reading.fields {
        #expect(field.span.lowerBound >= 0 && field.span.upperBound <= line.count)
      }
      #expect(reading.alternatives.count <= LineLimits.alternatives)
    }
  }

  @Test("What is longer than the limit stays title, and says so")
  func long() {
    let line = String(repeating: "word ", count: 2_000) + "tomorrow"
    let reading = LineParser().read(line, Self.context)
    #expect(reading.isPartial)
    #expect(reading.due == nil)
    #expect(reading.title.hasSuffix("tomorrow"))
  }

  @Test("Each choice of the policy changes the reading it names, and the other is offered")
  func policy() {
    var context = Self.context
    let friday = LineParser().read("call on 3/4", context)
    #expect(friday.due?.start.date.description == "2027-03-04")
    context.policy.dateOrder = .dayFirst
    let other = LineParser().read("call on 3/4", context)
    #expect(other.due?.start.date.description == "2027-04-03")
    #expect(other.alternatives.first?.moment?.start.date.description == "2027-03-04")
    context.policy.nthWeekday = .ofMonth
    let nth = LineParser().read("call every 2nd Friday", context)
    #expect(nth.repetition?.rule == "FREQ=MONTHLY;BYDAY=2FR")
    context.policy.nextWeekday = .nearest
    let monday = CivilDateTime("2026-11-16T09:00:00")!
    context.now = monday
    let near = LineParser().read("call next Friday", context)
    #expect(near.due?.start.date.description == "2026-11-20")
    #expect(near.alternatives.first?.moment?.start.date.description == "2026-11-27")
    context.policy.lastAfternoonHour = 0
    let night = LineParser().read("call tomorrow at 3", context)
    #expect(night.due?.start.description == "2026-11-17T03:00:00")
  }
}
