import Support
import Testing

@testable import Shared

@Suite("Calendars beside recurring-ical-events")
struct CalendarPeerTests {
  private static let zones = ["Europe/Berlin", "America/New_York", "Australia/Sydney", "UTC"]

  /// A series of an hour or a day with an exception, a moved instance and a cancelled one.
  private static func calendar(_ maker: inout RandomRecurrence) -> (text: String, first: CivilDate)
  {
    let rules = [
      "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=WEEKLY;INTERVAL=2",
      "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=DAILY;BYDAY=TU,TH",
    ]
    let rule = rules.randomElement(using: &maker.random) ?? rules[0]
    // Without the days of changes, on which peers read instances in a gap each in its own way.
    let start = maker.start()
    let day = start.date
    let zone = zones.randomElement(using: &maker.random) ?? "UTC"
    let allDay = Int.random(in: 0..<4, using: &maker.random) == 0
    func time(_ name: String, _ date: CivilDate, hour: Int) -> String {
      let basic = date.description.replacing("-", with: "")
      if allDay { return "\(name);VALUE=DATE:\(basic)" }
      let clock = hour < 10 ? "T0\(hour)0000" : "T\(hour)0000"
      if zone == "UTC" { return "\(name):\(basic)\(clock)Z" }
      return "\(name);TZID=\(zone):\(basic)\(clock)"
    }
    let parsed = (try? RecurrenceRule(parsing: rule)) ?? RecurrenceRule(.daily)
    let series = RecurrenceSet(start: .date(day), rules: [parsed])
    let instances = series.expand(through: nil, RecurrenceOptions(limit: 9)).instances.map(\.date)
    let first = instances[0]
    let text = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "BEGIN:VEVENT", "UID:a",
      "DTSTAMP:20200101T000000Z", time("DTSTART", first, hour: 9),
      time("DTEND", allDay ? first.adding(days: 1) : first, hour: 10), "RRULE:\(rule)",
      time("EXDATE", instances[3], hour: 9), "END:VEVENT", "BEGIN:VEVENT", "UID:a",
      "DTSTAMP:20200101T000000Z", time("RECURRENCE-ID", instances[5], hour: 9),
      time("DTSTART", instances[5].adding(days: 1), hour: 14),
      time("DTEND", instances[5].adding(days: allDay ? 3 : 1), hour: 16), "END:VEVENT",
      "END:VCALENDAR",
    ].joined(separator: "\r\n")
    return (text + "\r\n", first)
  }

  @Test(
    "agree on series with exceptions, moved instances, zones and whole days",
    .enabled(if: PythonPeer.isAvailable, "FRACTAL_TEST_PYTHON names no Python"))
  func series() throws {
    var maker = RandomRecurrence(seed: 4_711)
    var questions: [JSONValue] = []
    var mine: [[[Int64]]] = []
    for _ in 0..<60 {
      let (text, first) = CalendarPeerTests.calendar(&maker)
      let (lower, upper) = (first.adding(days: -3), first.adding(days: 200))
      let (from, to) = ("\(lower)T00:00:00+00:00", "\(upper)T00:00:00+00:00")
      questions.append(
        .members(["calendar": .string(text), "from": .string(from), "to": .string(to)]))
      let window = InstantRange(lower: Instant(from), upper: Instant(to))
      let calendar = ICalendar(parsing: Array(text.utf8))
      #expect(calendar.warnings == [])
      mine.append(
        CalendarSeries.series(of: calendar.items).flatMap {
          $0.occurrences(in: window, floatingIn: .utc).occurrences
        }.map { [$0.range.lower?.seconds ?? 0, $0.range.upper?.seconds ?? 0] })
    }
    let answers = try PythonPeer.run(
      "series.py", input: questions.map(\.serialized).joined(separator: "\n")
    ).split(separator: "\n")
    try #require(answers.count == questions.count)
    for (index, answer) in answers.enumerated() {
      let theirs = try JSONValue(parsing: Array(answer.utf8)).arrayValue?.map {
        $0.arrayValue?.compactMap(\.intValue) ?? []
      }
      #expect(theirs == mine[index], "\(questions[index]["calendar"]?.stringValue ?? "")")
    }
  }
}
