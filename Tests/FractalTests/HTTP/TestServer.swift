import FoundationEssentials
import Support
import Synchronization
import Testing

@testable import Fractal
@testable import Shared

/// A running server for one test, on a free loopback port.
struct TestServer {
  /// The server.
  let server: HTTPServer

  /// Runs the routes on a server for as long as the body takes.
  static func run(
    _ routes: [Route], identities: any IdentityProvider = TestIdentities(),
    limiter: FailureLimiter = FailureLimiter(), allowedOrigins: [String] = [],
    configuration: HTTPServerConfiguration = .brief(),
    _ body: (TestServer) async throws -> Void
  ) async throws {
    let router = Router(
      [TestRoutes(routes: routes)], identities: identities, limiter: limiter,
      allowedOrigins: allowedOrigins, translate: ErrorTranslation.problem)
    let server = HTTPServer(configuration: configuration, responder: router)
    try server.start()
    do {
      try await body(TestServer(server: server))
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  /// Sends one request on a connection of its own and gives all that comes back; an answer of
  /// status 0 where nobody listens.
  func request(
    _ method: String, _ target: String, headers: [(String, String)] = [], body: [UInt8] = []
  ) async -> TestAnswer {
    guard let connection = RawConnection(port: server.port) else { return TestAnswer("") }
    var text = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    if !body.isEmpty { text += "Content-Length: \(body.count)\r\n" }
    connection.send(Array((text + "\r\n").utf8) + body)
    return TestAnswer(await connection.receiveAll())
  }
}

/// Routes given one by one.
struct TestRoutes: RouteGroup {
  /// The routes.
  let routes: [Route]
}

/// Knows the token `good` as a user with scope `read`, `machine` as the operator with scope
/// `inbound`, `several` as a user who must name a workspace.
struct TestIdentities: IdentityProvider {
  /// Looks the token up.
  func identity(of credentials: Credentials) async throws -> TokenIdentity {
    await Task.yield()
    let id = TestValues.id
    switch credentials.bearerToken {
    case "good":
      return TokenIdentity(token: id, actor: Actor(user: id, workspace: id), scopes: [.read])
    case "machine": return TokenIdentity(token: id, actor: nil, scopes: [.inbound])
    case "several": throw AccessError.workspaceNeeded([id.uuidString])
    default: throw AccessError.invalid
    }
  }
}
