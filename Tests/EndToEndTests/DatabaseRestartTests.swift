import Foundation
import Glibc
import Shared
import Support
import Testing

@Suite(.serialized) struct DatabaseRestartTests {
  @Test("mails that arrive while PostgreSQL is down are refused for now, and none accepted is lost")
  func restart() async throws {
    let folder = "/tmp/fractal-restart-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var settings = ClusterSettings()
    settings.isDurable = false
    settings.port = Int(TestProgram.freePort())
    let cluster = try await start(folder, settings)
    let url = try await cluster.prepareDatabase("app", owner: "app")
    let administrator = PostgresPool(
      configuration: try TestDatabase.configuration(url: cluster.socketURL(database: "app")))
    for name in ["pgcrypto", "ltree"] {
      try await administrator.execute(SQL("", "create extension \(name)"), [])
    }
    administrator.close()
    let program = try TestProgram(database: url)
    let migrated = try await program.run(["migrate", "--standalone"])
    try #require(migrated.status == 0, "\(migrated.errors)")
    let pool = PostgresPool(configuration: try TestDatabase.configuration(url: url))
    let user = try await TestWorld.addUser(in: pool)
    _ = try await TestWorld.addWorkspace(owner: user, in: pool)
    try await pool.execute(
      SQL("", "insert into inbound_email_routing values ('home-1', null, $1)"), [user])
    let worker = try program.start(["worker"])
    defer {
      kill(worker.processIdentifier, SIGKILL)
      pool.close()
    }
    var accepted = try await deliver(program, 1...5)
    #expect(accepted == 5)
    try await cluster.stop()
    #expect(try await deliver(program, 6...8) == 0)
    let second = try await start(folder, settings)
    accepted += try await deliver(program, 6...10)
    #expect(accepted == 10)
    var count: Int64 = -1
    for _ in 0..<300 where count != 10 {
      let row = try await pool.queryRow(SQL("", "select count(*) as n from tasks"), [])
      count = try row?.get("n", as: Int64.self) ?? -1
      if count != 10 { try await Task.sleep(for: .milliseconds(200)) }
    }
    #expect(count == 10)
    try await second.stop()
  }

  private func start(
    _ folder: String, _ settings: ClusterSettings
  ) async throws -> EmbeddedCluster {
    try await EmbeddedCluster.start(
      in: folder + "/pg", settings: settings, environment: Settings.processEnvironment())
  }

  /// Hands mails in through the pipe and returns how many were accepted; all others say 75.
  private func deliver(_ program: TestProgram, _ numbers: ClosedRange<Int>) async throws -> Int {
    var accepted = 0
    for number in numbers {
      let run = try await program.run(
        ["mail", "--to", "home-1@in.example"], input: MailWorld.mail(number))
      #expect(run.status == 0 || run.status == 75)
      if run.status == 0 { accepted += 1 }
    }
    return accepted
  }
}
