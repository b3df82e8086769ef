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
    // Two senders go on while the database goes away and comes back.
    async let low = deliver(program, 1...12)
    async let high = deliver(program, 101...112)
    try await Task.sleep(for: .milliseconds(400))
    try await cluster.stop()
    #expect(try await deliver(program, 201...202).isEmpty)
    let second = try await start(folder, settings)
    let accepted = try await low + high + deliver(program, 201...202)
    #expect(accepted.contains(201) && accepted.contains(202))
    var titles: Set<String> = []
    let expected = Set(accepted.map { "Garden job \($0)" })
    for _ in 0..<300 where titles != expected {
      let rows = try? await pool.query(SQL("", "select title from tasks"), [])
      titles = Set(try rows?.map { try $0.get("title", as: String.self) } ?? [])
      if titles != expected { try await Task.sleep(for: .milliseconds(200)) }
    }
    #expect(titles == expected)
    try await second.stop()
  }

  private func start(
    _ folder: String, _ settings: ClusterSettings
  ) async throws -> EmbeddedCluster {
    try await EmbeddedCluster.start(
      in: folder + "/pg", settings: settings, environment: Settings.processEnvironment())
  }

  /// Hands mails in through the pipe and returns those that were accepted; all others say 75.
  private func deliver(_ program: TestProgram, _ numbers: ClosedRange<Int>) async throws -> [Int] {
    var accepted: [Int] = []
    for number in numbers {
      let run = try await program.run(
        ["mail", "--to", "home-1@in.example"], input: MailWorld.mail(number))
      #expect(run.status == 0 || run.status == 75)
      if run.status == 0 { accepted.append(number) }
    }
    return accepted
  }
}
