import Foundation
import Support
import Testing

@testable import Shared

@Suite("Recurrence rules, by example")
struct RecurrenceFixtureTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let json: JSONValue
    var testDescription: String { json["name"]?.stringValue ?? "" }
  }

  static func examples(_ file: String) -> [Example] {
    let path = Fixtures.folder.appending(path: "recurrence/\(file)")
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap {
      (try? JSONValue(parsing: Array($0.utf8))).map(Example.init)
    }
  }

  @Test("give what RFC 5545 says of its own examples", arguments: examples("rfc5545.jsonl"))
  func standard(example: Example) throws {
    try check(example)
  }

  @Test("give what docs/time.md says at the edges", arguments: examples("edges.jsonl"))
  func edges(example: Example) throws {
    try check(example)
  }

  @Test("have all their examples")
  func present() {
    #expect(RecurrenceFixtureTests.examples("rfc5545.jsonl").count == 41)
    #expect(RecurrenceFixtureTests.examples("edges.jsonl").count >= 25)
  }

  private func check(_ example: Example) throws {
    let json = example.json
    let text = try #require(json["start"]?.stringValue)
    let start: CivilMoment
    if let date = CivilDate(text) {
      start = .date(date)
    } else {
      let local = try #require(CivilDateTime(text))
      start =
        try json["zone"]?.stringValue.map {
          .zoned(local, try TimeZoneDatabase.system.zone(named: $0))
        } ?? .floating(local)
    }
    let rule = try RecurrenceRule(parsing: try #require(json["rule"]?.stringValue))
    let limit = Int(try #require(json["limit"]?.intValue))
    let got = RecurrenceSet(start: start, rules: [rule]).expand(
      through: nil, RecurrenceOptions(limit: limit))
    let expected = json["instances"]?.arrayValue?.compactMap(\.stringValue)
    #expect(
      got.instances.map { start.at($0) }.map { $0.isDate ? $0.description : $0.local.description }
        == expected)
    #expect(got.shortfall != .work)
  }
}
