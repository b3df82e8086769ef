import Foundation
import Shared
import Support
import Testing

/// Server and worker of a world, on free ports, with tokens; stopped when the test is done.
struct ServedProgram: Sendable {
  /// The world they serve.
  let mail: MailWorld
  /// The API's port.
  let port: UInt16

  /// Runs the test while server and worker run.
  static func with(
    settings: [String: String] = [:], _ body: (ServedProgram) async throws -> Void
  ) async throws {
    let port = TestProgram.freePort()
    let places = [
      "LISTEN": "127.0.0.1:\(port)", "ADMIN_LISTEN": "127.0.0.1:\(TestProgram.freePort())",
    ]
    try await MailWorld.with(settings: settings.merging(places) { $1 }) { mail in
      let processes = [
        try mail.program.start(["serve"], log: "serve.log"),
        try mail.program.start(["worker"], log: "worker.log"),
      ]
      defer {
        for process in processes {
          process.terminate()
          process.waitUntilExit()
        }
      }
      #expect(try await SimpleHTTP.waitUntilServed(port: port))
      try await body(ServedProgram(mail: mail, port: port))
      let alive = processes.count { $0.isRunning }
      #expect(alive == processes.count, "server and worker live to the end")
    }
  }

  /// A fresh token with those options of `fractal token create`.
  func token(_ options: [String]) async throws -> String {
    let run = try await mail.program.run(["token", "create"] + options)
    try #require(run.status == 0, "\(run.errors)")
    return run.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// A token of the world's user.
  func userToken() async throws -> String {
    let row = try await mail.database.pool.queryRow(
      SQL("", "select u.email::text, w.slug::text from users u, workspaces w"), [])
    let email = try #require(try row?.get("email", as: String.self))
    let slug = try #require(try row?.get("slug", as: String.self))
    return try await token(["--user", email, "--workspace", slug])
  }

  /// A token that opens the inbound routes and nothing else.
  func inboundToken() async throws -> String {
    try await token(["--operator", "--scopes", "inbound"])
  }

  /// Hands a raw message in over HTTP.
  func post(_ message: [UInt8], to address: String, token: String?) async -> SimpleHTTP.Answer {
    await SimpleHTTP.send(
      "POST", "/v1/inbound/email?to=\(address)", port: port, token: token,
      headers: ["Content-Type": "message/rfc822"], body: message)
  }
}
