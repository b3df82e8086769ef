import Shared

/// A repetition as a line says it, in the parts of RFC 5545's rules.
struct RepetitionTerm {
  /// The unit that it counts in.
  var unit: TimeUnit
  /// Every how many of them.
  var interval = 1
  /// BYDAY: weekdays, with the number of each in its month or year.
  var days: [RecurrenceDay] = []
  /// BYMONTHDAY.
  var monthDays: [Int] = []
  /// BYMONTH.
  var months: [Int] = []
  /// BYYEARDAY.
  var yearDays: [Int] = []
  /// BYWEEKNO.
  var weekNumbers: [Int] = []
  /// BYSETPOS.
  var positions: [Int] = []
  /// Times of day, in seconds; none where no time was named.
  var times: [Int] = []
  /// How many seconds each occurrence lasts, where a stretch of times was named: "3-4pm".
  var length: Int?
  /// The part of the day, where no time was named.
  var part: DayPart?
  /// True where its times hold wherever the person is.
  var isFloating = false
  /// COUNT.
  var count: Int?
  /// UNTIL, the last day.
  var until: CivilDate?
  /// DTSTART, where the line names a start.
  var start: CivilDate?
  /// True for "every!" and "after completion".
  var fromCompletion = false
  /// Days that are left out.
  var exceptions: [CivilDate] = []
  /// True where it was said with "every", "each" or in the plural: no adjective of a title.
  var isExplicit = true
  /// True where nothing but the core was read, so that a list of days may still follow.
  var isBare: Bool {
    days.isEmpty && monthDays.isEmpty && months.isEmpty && yearDays.isEmpty
      && weekNumbers.isEmpty
  }
  /// The other reading of "every 2nd Friday".
  var otherDays: [RecurrenceDay]?

  /// A repetition every so many units.
  init(_ unit: TimeUnit, _ interval: Int = 1) {
    self.unit = unit
    self.interval = interval
  }

  /// The rule in RFC 5545's text, with its times as BYHOUR and BYMINUTE where `withTimes` says so;
  /// nil where the recurrence engine refuses it.
  ///
  /// UNTIL is a day, which bounds whole days; for a series of times `until` is its last moment (RFC
  /// 5545 section 3.3.10: its form follows that of DTSTART).
  func rule(withTimes: Bool, until last: String? = nil) -> String? {
    let (frequency, factor) = frequency
    guard (1...10_000).contains(interval * factor) else { return nil }
    var text = "FREQ=\(frequency)"
    if interval * factor != 1 { text += ";INTERVAL=\(interval * factor)" }
    text += list("BYMONTH", months) + list("BYWEEKNO", weekNumbers) + list("BYYEARDAY", yearDays)
    text += list("BYMONTHDAY", monthDays)
    if !days.isEmpty {
      text +=
        ";BYDAY="
        + days.map { ($0.ordinal.map(String.init) ?? "") + $0.weekday.code }
        .joined(separator: ",")
    }
    if withTimes || times.count > 1, !times.isEmpty {
      text += list("BYHOUR", unique(times.map { $0 / 3_600 % 24 }))
      let minutes = unique(times.map { $0 / 60 % 60 })
      text += list("BYMINUTE", minutes)
    }
    text += list("BYSETPOS", positions)
    if let count { text += ";COUNT=\(count)" }
    if let until, count == nil {
      text += ";UNTIL=" + (last ?? until.description.split(separator: "-").joined())
    }
    guard (try? RecurrenceRule(parsing: text)) != nil else { return nil }
    return text
  }

  private func unique(_ values: [Int]) -> [Int] {
    var seen: Set<Int> = []
    return values.filter { seen.insert($0).inserted }
  }

  private func list(_ name: String, _ values: [Int]) -> String {
    values.isEmpty ? "" : ";\(name)=" + values.map(String.init).joined(separator: ",")
  }

  private var frequency: (String, Int) {
    switch unit {
    case .second: ("SECONDLY", 1)
    case .minute: ("MINUTELY", 1)
    case .hour: ("HOURLY", 1)
    case .day, .night: ("DAILY", 1)
    case .week, .weekend: ("WEEKLY", 1)
    case .fortnight: ("WEEKLY", 2)
    case .month: ("MONTHLY", 1)
    case .quarter, .season: ("MONTHLY", 3)
    case .year: ("YEARLY", 1)
    case .decade: ("YEARLY", 10)
    case .century: ("YEARLY", 100)
    }
  }
}
