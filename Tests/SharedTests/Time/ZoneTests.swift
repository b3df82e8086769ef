import Shared
import Support
import Testing

@Suite("Time zones")
struct ZoneTests {
  private func zone(_ name: String) throws -> Zone {
    try TimeZoneDatabase.system.zone(named: name)
  }

  private func wall(_ text: String) throws -> CivilDateTime {
    try #require(CivilDateTime(text))
  }

  @Test(
    "know the offset before and after a change of clocks",
    arguments: [
      ("Europe/Berlin", "2026-03-29T00:59:59Z", 3600),
      ("Europe/Berlin", "2026-03-29T01:00:00Z", 7200),
      ("Europe/Berlin", "2026-10-25T00:59:59Z", 7200),
      ("Europe/Berlin", "2026-10-25T01:00:00Z", 3600),
      ("America/New_York", "2026-03-08T07:00:00Z", -14_400),
      ("Australia/Sydney", "2026-01-01T00:00:00Z", 39_600),
      ("Asia/Kolkata", "2026-01-01T00:00:00Z", 19_800),
      ("Europe/Berlin", "2300-07-01T00:00:00Z", 7200),
      ("Europe/Dublin", "2290-07-01T00:00:00Z", 3600),
      ("America/New_York", "1883-01-01T00:00:00Z", -17_762),
      ("Asia/Tehran", "2018-06-01T00:00:00Z", 16_200),
      ("Asia/Tehran", "2026-06-01T00:00:00Z", 12_600),
    ])
  func offsets(name: String, instant: String, offset: Int) throws {
    #expect(try zone(name).offset(at: try #require(Instant(instant))) == offset)
  }

  @Test("read a wall time that clocks skip with the offset before the gap, and show the choice")
  func gap() throws {
    let berlin = try zone("Europe/Berlin")
    let local = try wall("2026-03-29T02:30:00")
    guard case .gap(let before, let after, let transition) = berlin.resolve(local) else {
      Issue.record("no gap seen")
      return
    }
    #expect(before.description == "2026-03-29T01:30:00Z")
    #expect(after.description == "2026-03-29T00:30:00Z")
    #expect(transition.description == "2026-03-29T01:00:00Z")
    #expect(berlin.local(at: berlin.instant(of: local)).description == "2026-03-29T03:30:00")
  }

  @Test("read a wall time that clocks show twice as the first of the two, and show the choice")
  func overlap() throws {
    let newYork = try zone("America/New_York")
    guard
      case .overlap(let first, let second) = newYork.resolve(try wall("2026-11-01T01:30:00"))
    else {
      Issue.record("no overlap seen")
      return
    }
    #expect(first.description == "2026-11-01T05:30:00Z")
    #expect(second.description == "2026-11-01T06:30:00Z")
    #expect(newYork.instant(of: try wall("2026-11-01T01:30:00")) == first)
  }

  @Test("skip the day that Samoa never had, and the midnight that Beirut did not have")
  func skippedDay() throws {
    let apia = try zone("Pacific/Apia")
    guard case .gap = apia.resolve(try wall("2011-12-30T12:00:00")) else {
      Issue.record("Samoa had 30 December 2011")
      return
    }
    let beirut = try zone("Asia/Beirut")
    let day = try #require(CivilDate("2026-03-29"))
    #expect(beirut.startOfDay(day).text(in: beirut) == "2026-03-29T01:00:00+03:00")
    let hours = beirut.instants(of: day).microseconds.map { $0 / 3_600_000_000 }
    #expect(hours == 23)
  }

  @Test(
    "are found by IANA's names in any case, former names, Windows names and offsets",
    arguments: [
      ("europe/berlin", "Europe/Berlin"), ("W. Europe Standard Time", "Europe/Berlin"),
      ("eastern standard time", "America/New_York"), ("UTC", "UTC"), ("Z", "UTC"),
      ("+05:30", "+05:30"), ("UTC-3", "-03:00"),
      ("/mozilla.org/20070129_1/Europe/Berlin", "Europe/Berlin"),
      (
        "/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires",
        "America/Argentina/Buenos_Aires"
      ),
    ])
  func names(given: String, found: String) throws {
    #expect(try zone(given).name == found)
  }

  @Test(
    "refuse names that lead out of the database or nowhere",
    arguments: ["../../etc/passwd", "Mars/Olympus", "", "/etc/passwd", "Europe//Berlin", "+25:00"])
  func refusals(name: String) {
    #expect(throws: TimeZoneError.self) { try zone(name) }
  }

  @Test("say how to get a database where there is none")
  func missingDatabase() {
    let database = TimeZoneDatabase(directory: "/nowhere")
    #expect(throws: TimeZoneError.noDatabase) { try database.zone(named: "Europe/Berlin") }
    #expect(TimeZoneError.noDatabase.description.contains("tzdata"))
  }

  @Test("have every Windows name lead to a zone")
  func windowsNames() throws {
    #expect(throws: Never.self) { try zone("Tokyo Standard Time") }
    #expect(TimeZoneDatabase.system.names.count > 300)
    #expect(TimeZoneDatabase.system.names.contains("Pacific/Chatham"))
  }

  @Test("add calendar days by the wall and hours by the clock over a change")
  func durations() throws {
    let berlin = try zone("Europe/Berlin")
    let start = try #require(Instant("2026-03-28T12:00:00+01:00"))
    let day = try #require(CivilDuration("P1D"))
    let hours = try #require(CivilDuration("PT24H"))
    #expect(berlin.instant(adding: day, to: start).text(in: berlin) == "2026-03-29T12:00:00+02:00")
    #expect(
      berlin.instant(adding: hours, to: start).text(in: berlin) == "2026-03-29T13:00:00+02:00")
  }

  static let compared = [
    "America/New_York", "America/Sao_Paulo", "America/St_Johns", "America/Santiago",
    "Europe/Berlin", "Europe/London", "Europe/Dublin", "Africa/Casablanca", "Africa/Cairo",
    "Asia/Tehran", "Asia/Gaza", "Asia/Kolkata", "Australia/Sydney", "Australia/Lord_Howe",
    "Pacific/Chatham", "Pacific/Apia",
  ]

  @Test(
    "agree with Python's zoneinfo at 600 random instants and around every change",
    .enabled(if: PythonPeer.isAvailable, "FRACTAL_TEST_PYTHON names no Python"),
    arguments: compared)
  func zoneinfo(name: String) throws {
    let zone = try zone(name)
    var random = SeededRandom(seed: 20_261_120)
    var seconds = (0..<600).map { _ in
      Int.random(in: -1_000_000_000...4_000_000_000, using: &random)
    }
    var at = -1_000_000_000
    while at < 3_000_000_000 {
      let span = zone.span(at: at)
      guard span.end < 3_000_000_000 else { break }
      seconds += [span.end - 1, span.end, span.end + 1800]
      at = span.end
    }
    let questions = seconds.flatMap { second in
      [
        "at \(name) \(second)", "wall \(name) \(second + zone.span(at: second).offset)",
        "wall \(name) \(second + 3600)",
      ]
    }
    let answers = try PythonPeer.run(
      "offsets.py", input: questions.joined(separator: "\n"),
      environment: ["TZDIR": TimeZoneDatabase.system.directory]
    ).split(separator: "\n")
    try #require(answers.count == questions.count)
    for (question, answer) in zip(questions, answers) {
      let parts = question.split(separator: " ")
      let number = try #require(Int(parts[2]))
      if parts[0] == "at" {
        #expect(zone.span(at: number).offset == Int(answer), "\(question)")
      } else {
        let first = try #require(Int(answer.split(separator: " ")[0]))
        let instant = zone.instant(of: CivilDateTime(wallSeconds: number))
        #expect(Int(instant.seconds) == first, "\(question)")
      }
    }
  }
}
