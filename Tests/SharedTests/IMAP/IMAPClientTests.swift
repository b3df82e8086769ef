import Support
import Testing

@testable import Shared

/// Logging in with tokens and waiting for news, against a server that a test plays.
@Suite struct IMAPClientTests {
  /// A server that offers a mechanism, takes one answer to it, and knows IDLE with those news.
  private func server(
    mechanism: String, takes token: String = "good", news: String = "", idles: Bool = true
  ) -> LineServer {
    LineServer(greeting: "* OK ready\r\n") { line, before in
      let words = line.split(separator: " ").map(String.init)
      if line == "DONE" {
        let tag = before.last?.split(separator: " ").first ?? ""
        return "\(tag) OK done\r\n"
      }
      guard words.count > 1 else {
        // The answer to AUTHENTICATE.
        let said = Base64.decode(line).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let tag = before.last?.split(separator: " ").first ?? ""
        let isGood = said.contains("user=ada\u{1}") || said.contains("a=ada,")
        return isGood && said.contains("auth=Bearer \(token)\u{1}")
          ? "\(tag) OK in\r\n" : "\(tag) NO out\r\n"
      }
      switch words[1] {
      case "CAPABILITY":
        return "* CAPABILITY IMAP4rev1 \(mechanism)\(idles ? " IDLE" : "")\r\n\(words[0]) OK\r\n"
      case "AUTHENTICATE": return "+ \r\n"
      case "IDLE": return "+ idling\r\n\(news)"
      default: return "\(words[0]) OK\r\n"
      }
    }
  }

  private func connect(
    _ server: LineServer, token: String = "good"
  ) async throws(IMAPError) -> IMAPClient {
    var endpoint = IMAPEndpoint(
      host: "127.0.0.1", port: server.port, security: .none, user: "ada", password: "")
    endpoint.accessToken = token
    return try await IMAPClient.connect(endpoint, messageLimit: 1_000)
  }

  @Test(
    "an access token is shown by the mechanism that the server offers",
    arguments: ["AUTH=XOAUTH2", "AUTH=OAUTHBEARER"])
  func token(mechanism: String) async throws {
    let server = server(mechanism: mechanism)
    let client = try await connect(server)
    await client.close()
    let name = mechanism.split(separator: "=")[1]
    #expect(server.lines.contains { $0.hasSuffix("AUTHENTICATE \(name)") })
  }

  @Test("a token that does not count is a failed login, and no password is tried in its place")
  func refused() async throws {
    for (mechanism, token) in [("AUTH=XOAUTH2", "old"), ("AUTH=PLAIN", "good")] {
      let server = server(mechanism: mechanism)
      await #expect(throws: IMAPError.self) { _ = try await connect(server, token: token) }
      #expect(
        !server.lines.contains { $0.contains(" LOGIN ") || $0.contains("AUTHENTICATE PLAIN") })
    }
  }

  @Test("news end the waiting, and so does the time; a server without IDLE says that it has none")
  func idle() async throws {
    let told = try await connect(server(mechanism: "AUTH=XOAUTH2", news: "* 4 EXISTS\r\n"))
    #expect(try await told.news(within: 60) == true)
    await told.close()
    let silent = try await connect(server(mechanism: "AUTH=XOAUTH2", news: "* OK still here\r\n"))
    #expect(try await silent.news(within: 0) == false)
    await silent.close()
    let plain = try await connect(server(mechanism: "AUTH=XOAUTH2", idles: false))
    #expect(try await plain.news(within: 60) == nil)
    await plain.close()
    let leaving = try await connect(server(mechanism: "AUTH=XOAUTH2", news: "* BYE\r\n"))
    await #expect(throws: IMAPError(.connection)) { _ = try await leaving.news(within: 60) }
  }
}
