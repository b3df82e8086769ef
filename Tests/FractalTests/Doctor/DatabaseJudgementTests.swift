import Shared
import Support
import Testing

@testable import Fractal

@Suite struct DatabaseJudgementTests {
  private static let good: DatabaseFacts = {
    var facts = DatabaseFacts()
    facts.version = 150_014
    facts.clock = Instant(seconds: 1_000)
    return facts
  }()

  private static func changed(_ change: (inout DatabaseFacts) -> Void) -> DatabaseFacts {
    var facts = good
    change(&facts)
    return facts
  }

  private func verdicts(_ facts: DatabaseFacts, needsSchema: Bool = true) -> [String: String] {
    let findings = DatabaseJudgement.findings(
      facts, clock: Instant(seconds: 1_000), poolSize: 10, needsSchema: needsSchema)
    let bad = findings.filter { $0.verdict != .ok }
    #expect(bad.allSatisfy { !$0.advice.isEmpty })
    return Dictionary(uniqueKeysWithValues: bad.map { ($0.check, $0.verdict.rawValue) })
  }

  @Test("a good server has no findings")
  func good() {
    #expect(verdicts(Self.good).isEmpty)
  }

  @Test(
    "each fault has its finding",
    arguments: [
      (changed { $0.version = 140_009 }, "database.version", "failed"),
      (changed { $0.encoding = "SQL_ASCII" }, "database.encoding", "failed"),
      (changed { $0.isStandby = true }, "database.writable", "failed"),
      (changed { $0.isDurable = false }, "database.durability", "failed"),
      (changed { $0.synchronousCommit = "off" }, "database.durability", "warning"),
      (changed { $0.connections = 90 }, "database.connections", "warning"),
      (changed { $0.mayCreate = false }, "database.rights", "failed"),
      (changed { $0.extensions = ["ltree"] }, "database.extensions", "warning"),
      (changed { $0.clock = Instant(seconds: 1_005) }, "clock", "warning"),
      (changed { $0.oldestTransactionSeconds = 4_000 }, "database.transactions", "warning"),
    ])
  func faults(facts: DatabaseFacts, check: String, verdict: String) {
    #expect(verdicts(facts) == [check: verdict])
  }

  @Test("the right to create matters only until the schema is there")
  func rights() {
    #expect(verdicts(Self.changed { $0.mayCreate = false }, needsSchema: false).isEmpty)
  }

  @Test("a queue without workers, or with an old job, is a warning with advice")
  func queue() {
    #expect(QueueCheck.judge(workers: 2, oldestSeconds: 1).map(\.verdict) == [.ok, .ok])
    let bad = QueueCheck.judge(workers: 0, oldestSeconds: 900)
    #expect(bad.map(\.verdict) == [.warning, .warning])
    #expect(bad.allSatisfy { !$0.advice.isEmpty })
  }

  @Test("a real server answers the question about itself")
  func realServer() async throws {
    try await TestDatabase.with(.empty) { database in
      let facts = try await DatabaseFacts.read(from: database.pool)
      #expect(facts.version >= DatabaseJudgement.oldestVersion)
      #expect(facts.encoding == "UTF8")
      #expect(facts.mayCreate)
      let status = try await Migrator(database.pool).status()
      let findings = MigrationJudgement.findings(status)
      #expect(findings.map(\.verdict) == [.failed, .warning])
    }
  }

  @Test("a migrated standalone database has nothing pending and nothing missing")
  func migrated() async throws {
    try await TestDatabase.with(.standalone) { database in
      let findings = MigrationJudgement.findings(try await Migrator(database.pool).status())
      #expect(findings.map(\.verdict) == [.ok, .ok])
      let queue = try await QueueCheck.findings(database.pool)
      #expect(queue.map(\.verdict) == [.warning, .ok])
    }
  }
}
