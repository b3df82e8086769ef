import Shared
import Testing

@Suite("Times as text")
struct TimeTextTests {
  @Test(
    "read RFC 3339 and write it back",
    arguments: [
      ("2026-11-20T09:30:00Z", "2026-11-20T09:30:00Z"),
      ("2026-11-20T09:30:00.25+01:00", "2026-11-20T08:30:00.250000Z"),
      ("2026-11-20t09:30:00.1234567z", "2026-11-20T09:30:00.123456Z"),
      ("1969-12-31T23:59:59.5-00:30", "1970-01-01T00:29:59.500000Z"),
      ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
    ])
  func instants(text: String, written: String) throws {
    #expect(try #require(Instant(text)).description == written)
  }

  @Test(
    "refuse instants without a zone or with impossible numbers",
    arguments: [
      "2026-11-20T09:30:00", "2026-11-20T24:00:00Z", "2026-02-30T00:00:00Z", "2026-11-20", "",
      "2026-11-20T09:30:00.Z", "2026-11-20T09:30:00+0100", "2026-11-20T09:30:00ZZ",
    ])
  func refusedInstants(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test(
    "read durations of ISO 8601 and RFC 5545 and write them back",
    arguments: [
      ("P1DT2H", "P1DT2H"), ("-PT15M", "-PT15M"), ("P2W", "P2W"), ("P14D", "P2W"),
      ("+P1Y6M", "P1Y6M"), ("PT90M", "PT1H30M"), ("PT0S", "PT0S"), ("P15DT5H0M20S", "P15DT5H20S"),
    ])
  func durations(text: String, written: String) throws {
    #expect(try #require(CivilDuration(text)).description == written)
  }

  @Test(
    "refuse what is no duration",
    arguments: ["P", "PT", "1D", "P1H", "PT1D", "P1D1W", "P-1D", "PT99999999999S", "P1.5D", "P1DT"])
  func refusedDurations(text: String) {
    #expect(CivilDuration(text) == nil)
  }

  @Test("keep wall seconds and wall times in step on both sides of the epoch")
  func wallSeconds() throws {
    for seconds in [-86_401, -86_400, -1, 0, 1, 86_399, 86_400, 1_800_000_000] {
      #expect(CivilDateTime(wallSeconds: seconds).wallSeconds == seconds)
    }
    #expect(CivilDateTime(wallSeconds: -1).description == "1969-12-31T23:59:59")
    #expect(try #require(CivilDateTime("2026-11-20 09:30")).description == "2026-11-20T09:30:00")
  }
}
