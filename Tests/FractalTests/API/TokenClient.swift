import Support

@testable import Fractal
@testable import Shared

/// The API's routes served on a real port, and somebody with a token who calls them.
struct TokenClient: Sendable {
  let server: TestServer
  let token: String

  /// Serves those routes while the body runs, with a client of that actor.
  static func serve(
    _ routes: [any RouteGroup], as actor: Actor, in pool: PostgresPool,
    _ body: (TokenClient) async throws -> Void
  ) async throws {
    let router = Router(
      routes, identities: TokenIdentities(pool: pool), translate: ErrorTranslation.problem)
    let server = HTTPServer(configuration: .brief(), responder: router)
    try server.start()
    let made = TestServer(server: server)
    do {
      try await body(TokenClient(server: made, token: try await token(of: actor, in: pool)))
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  /// The same server, asked by somebody else.
  func `as`(_ actor: Actor, in pool: PostgresPool) async throws -> TokenClient {
    TokenClient(server: server, token: try await Self.token(of: actor, in: pool))
  }

  private static func token(of actor: Actor, in pool: PostgresPool) async throws -> String {
    try await TokenStore.create(.user(actor, name: "t"), in: pool).secret.text
  }

  func post(_ path: String, _ body: JSONValue? = nil, key: String? = nil) async -> TestAnswer {
    var headers = [("Authorization", "Bearer \(token)")]
    if body != nil { headers.append(("Content-Type", "application/json")) }
    if let key { headers.append(("Idempotency-Key", key)) }
    return await server.request("POST", path, headers: headers, body: body?.serializedBytes ?? [])
  }

  func get(_ path: String) async -> TestAnswer {
    await server.request("GET", path, headers: [("Authorization", "Bearer \(token)")])
  }
}
