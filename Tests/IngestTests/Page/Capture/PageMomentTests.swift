import Shared
import Testing

@testable import Ingest

@Suite struct PageMomentTests {
  private func zone() throws -> Zone { try TimeZoneDatabase.system.zone(named: "Europe/Berlin") }

  @Test(
    "moments are read with the offsets that pages write, and in the reader's zone without one",
    arguments: [
      ("2026-12-04T19:00:00+01:00", "2026-12-04T18:00:00Z"),
      ("2026-12-04T19:00+0100", "2026-12-04T18:00:00Z"),
      ("2026-12-04T19:00:00.250Z", "2026-12-04T19:00:00Z"),
      ("2026-12-04 19:00-05", "2026-12-05T00:00:00Z"),
      ("2026-12-04T19:00", "2026-12-04T18:00:00Z"),
      ("2026-07-04T19:00:00", "2026-07-04T17:00:00Z"),
      ("2026-12-04", "2026-12-04T22:59:59Z"),
    ])
  func reading(text: String, expected: String) throws {
    let moment = try #require(PageMoment(text, zone: try zone()))
    #expect(moment.instant.description == expected)
    #expect(moment.isDay == (text.utf8.count == 10))
  }

  @Test(
    "what is no moment is none",
    arguments: ["", "soon", "2026-13-01", "2026-12-04T", "2026-12-04T19", "2026-12-04T19:00+99"])
  func none(text: String) throws {
    #expect(PageMoment(text, zone: try zone()) == nil)
  }
}
