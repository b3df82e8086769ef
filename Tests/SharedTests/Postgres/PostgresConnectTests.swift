import Glibc
import Shared
import Support
import Testing

@Suite struct PostgresConnectTests {
  /// A server that asks for passwords, whatever the other tests run against; it ends with the
  /// process.
  private static let cluster = Task {
    try await EmbeddedCluster.start(
      in: "/tmp/fractal-connect-\(getpid())", settings: .forTests,
      environment: Settings.processEnvironment())
  }

  /// The error of a connection to that URL.
  private func refusal(_ url: String) async throws -> PostgresError? {
    var configuration = try PostgresConfiguration(url: url)
    configuration.connectTimeout = .seconds(60)
    return await #expect(throws: PostgresError.self) {
      try await PostgresConnection.connect(configuration).close()
    }
  }

  @Test("TLS settings of the URL reach libpq: a server without TLS is refused where it is required")
  func tls() async throws {
    let url = try await Self.cluster.value.tcpURL(database: "postgres")
    let error = try await refusal(url + "?sslmode=require")
    #expect(error?.kind == .usage)
    #expect(error?.description.contains("TLS") == true)
    let unknown = try await refusal(url + "?sslmode=sometimes")
    #expect(unknown?.kind == .usage)
    #expect(unknown?.description.contains("setting of the connection URL") == true)
  }

  @Test("a wrong password is told without the password")
  func wrongPassword() async throws {
    let secret = "s3cret-word"
    let port = try await Self.cluster.value.port
    let url = "postgresql://postgres:\(secret)@127.0.0.1:\(port)/postgres"
    let error = try #require(try await refusal(url))
    #expect(error.sqlState == "28P01")
    #expect(!error.description.contains(secret))
    #expect(!error.debugDescription.contains(secret))
    #expect(!"\(try PostgresConfiguration(url: url))".contains(secret))
  }

  @Test("a malformed URL is refused without being quoted")
  func malformed() {
    for url in ["postgresql://u:s3cret@host/db?nope=1", "postgresql://u:s3cret@[::1/db", "s3cret"] {
      let error = #expect(throws: PostgresError.self) { try PostgresConfiguration(url: url) }
      #expect(error?.kind == .usage)
      #expect(error?.debugDescription.contains("s3cret") == false)
    }
  }

  @Test("a port where nobody listens, a socket that is not there and a missing database are told")
  func refusals() async throws {
    let closed = try await refusal("postgresql://u@127.0.0.1:1/db")
    #expect(closed?.isConnectionLoss == true)
    #expect(closed?.description.contains("refused") == true)
    let absent = try await refusal("postgresql://u@%2Fabsent/db")
    #expect(absent?.description.contains("no server listens on that socket") == true)
    let error = try await refusal(Self.cluster.value.tcpURL(database: "absent"))
    #expect(error?.sqlState == "3D000")
    #expect(error?.isConnectionLoss == false)
  }

  @Test("a server that accepts and then says nothing costs the connect timeout, not more")
  func silentServer() async throws {
    let silent = try SilentServer()
    defer { silent.close() }
    var configuration = try PostgresConfiguration(url: "postgresql://u@127.0.0.1:\(silent.port)/db")
    configuration.connectTimeout = .milliseconds(300)
    let start = ContinuousClock.now
    let error = await #expect(throws: PostgresError.self) {
      try await PostgresConnection.connect(configuration).close()
    }
    #expect(error?.isConnectionLoss == true)
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test("cancelling the task ends an attempt to connect")
  func cancelledConnect() async throws {
    let silent = try SilentServer()
    defer { silent.close() }
    var configuration = try PostgresConfiguration(
      url: "postgresql://u@127.0.0.1:\(silent.port)/db")
    configuration.connectTimeout = .seconds(120)
    let patient = configuration
    let task = Task { try await PostgresConnection.connect(patient).close() }
    try await Task.sleep(for: .milliseconds(100))
    let start = ContinuousClock.now
    task.cancel()
    let error = await #expect(throws: PostgresError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
    #expect(ContinuousClock.now - start < .seconds(60))
  }
}
