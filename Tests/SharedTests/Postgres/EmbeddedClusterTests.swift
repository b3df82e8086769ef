import FoundationEssentials
import Glibc
import Shared
import Support
import Testing

@Suite(.serialized) struct EmbeddedClusterTests {
  private func withDirectory(_ body: (String) async throws -> Void) async throws {
    let directory = "/tmp/fractal-cluster-\(UUID().uuidString)"
    try #require(mkdir(directory, 0o755) == 0)
    try await body(directory + "/pg")
    rmdir(directory)
  }

  private func start(_ directory: String) async throws -> EmbeddedCluster {
    try await EmbeddedCluster.start(
      in: directory, settings: .forTests, environment: Settings.processEnvironment())
  }

  @Test("a cluster is made, takes connections by socket and by password, and is gone when stopped")
  func lifeCycle() async throws {
    try await withDirectory { directory in
      let cluster = try await start(directory)
      let url = try await cluster.prepareDatabase("app", owner: "app")
      #expect(try await cluster.prepareDatabase("app", owner: "app") == url)
      for url in [url, try cluster.tcpURL(database: "app")] {
        let connection = try await PostgresConnection.connect(try PostgresConfiguration(url: url))
        let row = try await connection.queryRow(.once("select current_database()::text"))
        #expect(try row?.get(0, as: String.self) == "app")
        connection.close()
      }
      let tcp = try PostgresConfiguration(
        url: "postgresql://postgres@127.0.0.1:\(cluster.port)/app")
      let error = await #expect(throws: PostgresError.self) {
        try await PostgresConnection.connect(tcp).close()
      }
      #expect(error?.sqlState == "28P01")
      try await cluster.stop()
      try await cluster.stop()
      #expect(access(cluster.directory, F_OK) != 0)
    }
  }

  @Test("a restart of the server in mid use costs errors, not hangs, and the pool comes back")
  func restart() async throws {
    try await withDirectory { directory in
      var settings = ClusterSettings.forTests
      settings.isTemporary = false
      let environment = Settings.processEnvironment()
      var cluster = try await EmbeddedCluster.start(
        in: directory, settings: settings, environment: environment)
      let url = try await cluster.prepareDatabase("app", owner: "app")
      var configuration = try TestDatabase.configuration(url: url)
      configuration.waitTimeout = .seconds(30)
      let pool = PostgresPool(configuration: configuration)
      let good = Tally()
      let bad = Tally()
      let load = Task {
        while !Task.isCancelled {
          do {
            try await pool.execute(SQL("nap", "select pg_sleep(0.01)"))
            good.raise()
          } catch {
            bad.raise()
          }
        }
      }
      for _ in 0..<600 where good.value == 0 { try await Task.sleep(for: .milliseconds(100)) }
      let before = good.value
      #expect(before > 0)
      let port = cluster.port
      try await cluster.stop()
      settings.port = port
      cluster = try await EmbeddedCluster.start(
        in: directory, settings: settings, environment: environment)
      #expect(cluster.port == port)
      let end = ContinuousClock.now + .seconds(120)
      let after = good.value
      while good.value < after + 10, ContinuousClock.now < end {
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(good.value >= after + 10)
      load.cancel()
      await load.value
      pool.close()
      try await cluster.stop()
      #expect(!cluster.directory.isEmpty)
      try FileManager.default.removeItem(atPath: directory)
    }
  }

  @Test("a second process of the same directory is a guest and leaves the server running")
  func stalePidFile() async throws {
    try await withDirectory { directory in
      let cluster = try await start(directory)
      let guest = try await start(directory)
      #expect(cluster.isOwned)
      #expect(!guest.isOwned)
      #expect(guest.port == cluster.port)
      try await guest.stop()
      let connection = try await PostgresConnection.connect(
        try PostgresConfiguration(url: cluster.socketURL(database: "postgres")))
      connection.close()
      try await cluster.stop()
    }
  }

  @Test("what a crash left is cleared: a process id that by now belongs to somebody else")
  func staleProcessID() async throws {
    try await withDirectory { directory in
      var settings = ClusterSettings.forTests
      settings.isTemporary = false
      let environment = Settings.processEnvironment()
      let first = try await EmbeddedCluster.start(
        in: directory, settings: settings, environment: environment)
      let port = first.port
      try await first.stop()
      // This process lives and is no server.
      let file = first.directory + "/data/postmaster.pid"
      let text = "\(getpid())\n\(first.directory)/data\n1\n\(port)\n\n127.0.0.1\n0\nready\n"
      try text.write(toFile: file, atomically: false, encoding: .utf8)
      let second = try await EmbeddedCluster.start(
        in: directory, settings: settings, environment: environment)
      #expect(second.isOwned)
      let connection = try await PostgresConnection.connect(
        try PostgresConfiguration(url: second.socketURL(database: "postgres")))
      connection.close()
      try await second.stop()
      try FileManager.default.removeItem(atPath: directory)
    }
  }

  @Test(
    "a directory that the server's user cannot reach is exchanged for one that it can",
    .enabled(if: geteuid() == 0))
  func unreachableDirectory() async throws {
    let closed = "/tmp/fractal-closed-\(UUID().uuidString)"
    try #require(mkdir(closed, 0o700) == 0)
    let cluster = try await start(closed + "/checkout/data/postgres")
    #expect(cluster.directory.hasPrefix("/var/lib/fractal/postgres-"))
    let connection = try await PostgresConnection.connect(
      try PostgresConfiguration(url: cluster.socketURL(database: "postgres")))
    connection.close()
    try await cluster.stop()
    rmdir("/var/lib/fractal")
    #expect(rmdir(closed) == 0)
  }
}
