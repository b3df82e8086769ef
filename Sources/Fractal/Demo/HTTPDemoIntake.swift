import FoundationEssentials
import Ingest
import Shared

/// Sends the demo's samples over HTTP: mails as a mail provider would, with an operator's token, pages
/// as the browser extension would, with a token of the user that can do nothing else, lines as a
/// client of the user would.
struct HTTPDemoIntake: DemoIntake {
  private static let tokenSeconds: Int64 = 3_600

  private let client = HTTPClient.trusted()
  private let address: String
  private let mailToken: String
  private let captureToken: String
  private let lineToken: String
  private let pool: PostgresPool
  private let actor: Actor

  /// A way in to the server that listens already; makes tokens of its own.
  init(server: HTTPServer, pool: PostgresPool, actor: Actor) async throws {
    let (_, mail) = try await TokenStore.create(
      .operator(name: "demo mail", scopes: [.inbound], lifetimeSeconds: Self.tokenSeconds),
      in: pool)
    let (_, capture) = try await TokenStore.create(
      .user(actor, name: "demo pages", scopes: [.capture], lifetimeSeconds: Self.tokenSeconds),
      in: pool)
    let (_, line) = try await TokenStore.create(
      .user(actor, name: "demo lines", scopes: [.write], lifetimeSeconds: Self.tokenSeconds),
      in: pool)
    let place = SocketAddress(host: server.configuration.host, port: server.port)
    address = "http://\(place.settingText)"
    mailToken = mail.text
    captureToken = capture.text
    lineToken = line.text
    self.pool = pool
    self.actor = actor
  }

  /// Hands the sample in.
  func send(_ sample: DemoSample) async throws -> DemoReceipt {
    switch sample.source {
    case .mail: try await sendMail(sample)
    case .page: try await sendPage(sample)
    case .line: try await sendLine(sample)
    }
  }

  /// The recipient travels beside the message, as in SMTP.
  private func sendMail(_ sample: DemoSample) async throws -> DemoReceipt {
    var headers = HTTPHeaders()
    headers["Authorization"] = "Bearer \(mailToken)"
    headers["Content-Type"] = "message/rfc822"
    headers["X-Envelope-To"] = sample.recipient
    let (response, body) = try await client.fetch(
      HTTPClientRequest(
        .post, address + "/v1/inbound/email", headers: headers, body: .bytes(sample.message)))
    let answer = try? JSONValue(parsing: body)
    if let input = answer?["input"]?.stringValue.flatMap(UUID.init(uuidString:)) {
      return .accepted(input: input)
    }
    if answer?["type"]?.stringValue == "urn:fractal:problem:unknown-address" {
      return .unknownAddress
    }
    return .refused(status: response.status, answer?["title"]?.stringValue ?? "no reason given")
  }

  /// The capture's id comes from the sample's name, so that a second demo makes no second task.
  private func sendPage(_ sample: DemoSample) async throws -> DemoReceipt {
    var headers = HTTPHeaders()
    headers["Authorization"] = "Bearer \(captureToken)"
    headers["Content-Type"] = "application/json"
    let capture = Self.captureID(of: sample.name)
    var page: JSONObject = [
      "captureId": .string(capture.uuidString), "url": .string(sample.url),
      "html": .string(String(decoding: sample.message, as: UTF8.self)),
    ]
    for member in sample.expected["capture"]?.objectValue?.members ?? [] {
      page[member.key] = member.value
    }
    let (response, body) = try await client.fetch(
      HTTPClientRequest(
        .post, address + "/v1/captures", headers: headers,
        body: .bytes(JSONValue.object(page).serializedBytes)))
    let answer = try? JSONValue(parsing: body)
    guard answer?["capture"]?.stringValue != nil,
      let input = try await CaptureInputs.input(capture, as: actor, in: pool)
    else {
      return .refused(status: response.status, answer?["title"]?.stringValue ?? "no reason given")
    }
    return .accepted(input: input.id)
  }

  private static let lineSQL = SQL(
    "demo_line",
    "select id from pipeline.raw_inputs where workspace_id = $1 and transaction_id = $2")

  /// The idempotency key is the sample's name, so that a second demo makes no second task.
  private func sendLine(_ sample: DemoSample) async throws -> DemoReceipt {
    var headers = HTTPHeaders()
    headers["Authorization"] = "Bearer \(lineToken)"
    headers["Content-Type"] = "application/json"
    headers["Idempotency-Key"] = "demo " + sample.name
    let line: JSONValue = ["text": .string(String(decoding: sample.message, as: UTF8.self))]
    let (response, body) = try await client.fetch(
      HTTPClientRequest(
        .post, address + "/v1/quick-add", headers: headers, body: .bytes(line.serializedBytes)))
    let answer = try? JSONValue(parsing: body)
    guard
      let transaction = answer?["transaction"]?.stringValue.flatMap(UUID.init(uuidString:)),
      let row = try await pool.queryRow(Self.lineSQL, [actor.workspace, transaction])
    else {
      return .refused(status: response.status, answer?["title"]?.stringValue ?? "no reason given")
    }
    return .accepted(input: try row.get("id", as: UUID.self))
  }

  private static func captureID(of name: String) -> UUID {
    let bytes = SHA256.digest(of: "demo capture " + name)
    return UUID(
      uuid: (
        bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7], bytes[8],
        bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
      ))
  }
}
