import FoundationEssentials
import Shared
import Support
import Testing

@testable import Fractal

@Suite struct DemoJudgementTests {
  private static let expected: JSONValue = [
    "to": "a@b.example", "outcome": "task", "title": "T", "project": "P", "description": ["one"],
    "without": ["<p>"], "warnings": true,
    "attachments": [["name": "f.pdf", "type": "application/pdf", "bytes": 3]],
  ]
  private static let task: JSONValue = [
    "title": "T", "project": "P", "description": "one two", "facts": ["warnings": ["w"]],
    "attachments": [["file_name": "f.pdf", "file_type": "application/pdf", "file_size_bytes": 3]],
    "provenance": [["field": "title", "kind": "header", "confidence": 1]],
  ]

  private static func changed(_ member: String, _ value: JSONValue) -> JSONValue {
    var object = task.objectValue ?? [:]
    object[member] = value
    return .object(object)
  }

  private func differences(_ result: DemoResult, outcome: JSONValue = "task") -> [String] {
    var expected = Self.expected.objectValue ?? [:]
    expected["outcome"] = outcome
    return DemoJudgement.differences(
      DemoSample(name: "s", message: [], expected: .object(expected)), result)
  }

  @Test("a task that is as it should be has no differences")
  func right() {
    #expect(differences(.task(Self.task)).isEmpty)
    #expect(differences(.duplicate(nil), outcome: "duplicate").isEmpty)
    #expect(differences(.unknownAddress, outcome: "unknown address").isEmpty)
  }

  @Test(
    "each difference is named",
    arguments: [
      (changed("title", "U"), "title"), (changed("project", nil), "project"),
      (changed("description", "two"), "lacks"), (changed("description", "one <p>"), "holds"),
      (changed("attachments", []), "attachments"), (changed("facts", [:]), "warning"),
      (changed("provenance", []), "came from"),
    ])
  func wrong(task: JSONValue, word: String) {
    let found = differences(.task(task))
    #expect(found.count == 1)
    #expect(found.first?.contains(word) == true)
  }

  @Test("another outcome than the expected one is a difference")
  func otherOutcome() {
    #expect(differences(.duplicate(nil)) == ["should be task, is duplicate"])
    #expect(differences(.failed("no answer")) == ["no answer"])
  }

  @Test("every sample of the demo can be read")
  func samples() throws {
    let samples = try DemoSample.samples(in: Fixtures.folder.appending(path: "demo").path)
    #expect(samples.count >= 10)
    #expect(Set(samples.compactMap(\.outcome)).count == 3)
  }

  @Test("the demo's world is made once, however often it is asked for")
  func world() async throws {
    try await TestDatabase.with(.standalone) { database in
      let first = try await DemoWorld.seed(database.pool)
      #expect(try await DemoWorld.seed(database.pool) == first)
      let counts = try await database.pool.queryRow(
        .once(
          """
          select (select count(*)::int from projects) as projects,
            (select count(*)::int from project_hierarchy) as pairs,
            (select count(*)::int from inbound_email_routing) as addresses
          """))
      #expect(try counts?.get("projects", as: Int.self) == 6)
      #expect(try counts?.get("pairs", as: Int.self) == 12)
      #expect(try counts?.get("addresses", as: Int.self) == 4)
    }
  }
}
