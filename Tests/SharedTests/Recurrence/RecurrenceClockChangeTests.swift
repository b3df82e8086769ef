import Testing

@testable import Shared

@Suite("Series over clock changes")
struct RecurrenceClockChangeTests {
  @Test(
    "a daily series keeps its time of day through a year's clock changes, and leaves a gap by its length",
    arguments: [
      "Europe/Berlin", "Europe/London", "America/New_York", "America/Santiago",
      "Australia/Sydney", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Beirut",
      "Atlantic/Azores", "Pacific/Auckland",
    ])
  func daily(name: String) throws {
    let zone = try TimeZoneDatabase.system.zone(named: name)
    var changes = 0
    for time in ["00:15:00", "01:30:00", "02:15:00", "02:45:00"] {
      let start = try #require(CivilDateTime("2026-01-01T\(time)"))
      let last = try #require(CivilDateTime("2026-12-31T23:59:59"))
      let rule = try RecurrenceRule(parsing: "FREQ=DAILY")
      let series = RecurrenceSet(start: .zoned(start, zone), rules: [rule])
      let instances = series.expand(through: last, RecurrenceOptions(limit: 400)).instances
      #expect(instances.count == 365)
      var before: Instant?
      for local in instances {
        let instant = zone.instant(of: local)
        let shown = zone.local(at: instant)
        if case .gap(_, _, let transition) = zone.resolve(local) {
          // RFC 5545 section 3.3.5: the offset before the gap counts, so the clock shows later.
          let gap =
            zone.offset(at: transition)
            - zone.offset(at: Instant(microseconds: transition.microseconds - 1))
          #expect(shown.wallSeconds == local.wallSeconds + gap, "\(local)")
          changes += 1
        } else {
          #expect(shown == local)
        }
        if let before {
          let hours = Double(instant.microseconds - before.microseconds) / 3.6e9
          #expect((22...26).contains(hours), "\(local)")
        }
        before = instant
      }
    }
    #expect(changes > 0, "one of these times falls into the zone's spring gap")
  }
}
