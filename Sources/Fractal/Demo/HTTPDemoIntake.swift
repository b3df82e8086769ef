import FoundationEssentials
import Shared

/// Sends the demo's samples as a mail provider would: over HTTP, with an operator's token.
struct HTTPDemoIntake: DemoIntake {
  private static let tokenSeconds: Int64 = 3_600

  private let client = HTTPClient.trusted()
  private let url: String
  private let authorization: String

  /// A way in to the server that listens already; makes a token of its own.
  init(server: HTTPServer, pool: PostgresPool) async throws {
    let (_, secret) = try await TokenStore.create(
      .operator(name: "demo mail", scopes: [.inbound], lifetimeSeconds: Self.tokenSeconds),
      in: pool)
    let address = SocketAddress(host: server.configuration.host, port: server.port)
    url = "http://\(address.settingText)/v1/inbound/email"
    authorization = "Bearer \(secret.text)"
  }

  /// Hands the message in; the recipient travels beside it, as in SMTP.
  func send(_ message: [UInt8], to recipient: String) async throws -> DemoReceipt {
    var headers = HTTPHeaders()
    headers["Authorization"] = authorization
    headers["Content-Type"] = "message/rfc822"
    headers["X-Envelope-To"] = recipient
    let (response, body) = try await client.fetch(
      HTTPClientRequest(.post, url, headers: headers, body: .bytes(message)))
    let answer = try? JSONValue(parsing: body)
    if let input = answer?["input"]?.stringValue.flatMap(UUID.init(uuidString:)) {
      return .accepted(input: input)
    }
    if answer?["type"]?.stringValue == "urn:fractal:problem:unknown-address" {
      return .unknownAddress
    }
    return .refused(status: response.status, answer?["title"]?.stringValue ?? "no reason given")
  }
}
