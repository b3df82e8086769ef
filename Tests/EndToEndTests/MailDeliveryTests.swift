import Foundation
import Shared
import Support
import Testing

@Suite(.serialized) struct MailDeliveryTests {
  private static let tasks = "select count(*) from tasks where deleted_at is null"

  private func withServer<Value>(
    _ mail: MailWorld, port: UInt16, _ body: () async throws -> Value
  ) async throws -> Value {
    let server = try mail.program.start(["serve"], log: "serve.log")
    let worker = try mail.program.start(["worker"], log: "worker.log")
    defer {
      server.terminate()
      worker.terminate()
      server.waitUntilExit()
      worker.waitUntilExit()
    }
    #expect(try await SimpleHTTP.waitUntilServed(port: port))
    return try await body()
  }

  private func listening(_ port: UInt16) -> [String: String] {
    [
      "LISTEN": "127.0.0.1:\(port)", "ADMIN_LISTEN": "127.0.0.1:\(TestProgram.freePort())",
    ]
  }

  @Test("a mail over HTTP becomes a task that its owner can read, undo and redo")
  func mailByHTTP() async throws {
    let port = TestProgram.freePort()
    try await MailWorld.with(settings: listening(port)) { mail in
      let inbound = try await token(mail, ["--operator", "--scopes", "inbound"])
      let user = try await userToken(mail)
      try await withServer(mail, port: port) {
        let answer = await SimpleHTTP.send(
          "POST", "/v1/inbound/email?to=\(mail.address)", port: port, token: inbound,
          headers: ["Content-Type": "message/rfc822"], body: MailWorld.mail(1))
        #expect(answer.status == 202, "\(answer.body)")
        #expect(try await mail.wait(for: 1, of: Self.tasks) == 1)
        let again = await SimpleHTTP.send(
          "POST", "/v1/inbound/email?to=\(mail.address)", port: port, token: inbound,
          headers: ["Content-Type": "message/rfc822"], body: MailWorld.mail(1))
        #expect(again.status == 200)
        #expect(again.json["status"] == "duplicate")
        try await undoAndRedo(mail, port: port, token: user)
      }
    }
  }

  private func undoAndRedo(_ mail: MailWorld, port: UInt16, token: String) async throws {
    let row = try await mail.database.pool.queryRow(
      SQL("", "select task_id, transaction_id from pipeline.raw_inputs"), [])
    let task = try #require(try row?.get("task_id", as: UUID?.self))
    let transaction = try #require(try row?.get("transaction_id", as: UUID?.self))
    let path = "/v1/tasks/\(task.uuidString.lowercased())"
    let shown = await SimpleHTTP.send("GET", path, port: port, token: token)
    #expect(shown.status == 200)
    #expect(shown.body.contains("Garden job 1"))
    let undo = "/v1/transactions/\(transaction.uuidString.lowercased())/undo"
    let undone = await SimpleHTTP.send("POST", undo, port: port, token: token)
    #expect(undone.status == 200, "\(undone.body)")
    let gone = await SimpleHTTP.send("GET", path, port: port, token: token)
    #expect(gone.status == 404, "\(gone.head) \(gone.body)")
    let redone = try await mail.program.run(["redo", transaction.uuidString.lowercased()])
    #expect(redone.status == 0, "\(redone.errors)")
    let back = await SimpleHTTP.send("GET", path, port: port, token: token)
    #expect(back.status == 200, "\(back.head) \(back.body)")
  }

  @Test("the pipe answers with the exit statuses that mail servers know")
  func mailByPipe() async throws {
    try await MailWorld.with { mail in
      let accepted = try await mail.program.run(
        ["mail", "--to", mail.address], input: MailWorld.mail(1))
      #expect(accepted.status == 0, "\(accepted.errors)")
      let again = try await mail.program.run(
        ["mail", "--to", mail.address], input: MailWorld.mail(1))
      #expect(again.status == 0)
      let unknown = try await mail.program.run(
        ["mail", "--to", "nobody@in.example"], input: MailWorld.mail(2))
      #expect(unknown.status == 67)
      let large = [UInt8](repeating: 0x61, count: 26_214_401)
      #expect(
        try await mail.program.run(["mail", "--to", mail.address], input: large).status == 65)
      #expect(try await mail.program.run(["mail", "--to", mail.address]).status == 65)
      #expect(try await mail.program.run(["mail"], input: MailWorld.mail(2)).status == 75)
      try await mail.database.pool.execute(
        SQL("", "update project_members set role = 'VIEWER'"), [])
      let refused = try await mail.program.run(
        ["mail", "--to", mail.address], input: MailWorld.mail(3))
      #expect(refused.status == 77)
      #expect(try await mail.world.count("select count(*) from pipeline.raw_inputs") == 1)
    }
  }

  @Test("without a database the pipe asks the mail server to try again")
  func pipeWithoutDatabase() async throws {
    let program = try TestProgram(
      database: "postgresql://nobody@127.0.0.1:\(TestProgram.freePort())/none")
    let run = try await program.run(["mail", "--to", "a@b.example"], input: MailWorld.mail(1))
    #expect(run.status == 75)
    #expect(run.errors.contains("try again later"))
  }

  @Test("wrong, revoked and foreign tokens open nothing")
  func tokens() async throws {
    let port = TestProgram.freePort()
    try await MailWorld.with(settings: listening(port)) { mail in
      let inbound = try await token(mail, ["--operator", "--scopes", "inbound"])
      let user = try await userToken(mail)
      let target = "/v1/inbound/email?to=\(mail.address)"
      let type = ["Content-Type": "message/rfc822"]
      try await withServer(mail, port: port) {
        for (wrong, status) in [(nil, 401), ("nonsense", 401), (user, 403)] as [(String?, Int)] {
          let answer = await SimpleHTTP.send(
            "POST", target, port: port, token: wrong, headers: type, body: MailWorld.mail(1))
          #expect(answer.status == status)
        }
        let tasks = await SimpleHTTP.send(
          "GET", "/v1/tasks/\(UUID().uuidString.lowercased())", port: port, token: inbound)
        #expect(tasks.status == 403)
        let none = await SimpleHTTP.send(
          "POST", "/v1/inbound/email?to=nobody@in.example", port: port, token: inbound,
          headers: type, body: MailWorld.mail(1))
        #expect(none.status == 404)
        try await mail.database.pool.execute(
          SQL("", "update pipeline.tokens set revoked_at = now()"), [])
        let revoked = await SimpleHTTP.send(
          "POST", target, port: port, token: inbound, headers: type, body: MailWorld.mail(1))
        #expect(revoked.status == 401)
      }
      #expect(try await mail.world.count("select count(*) from pipeline.raw_inputs") == 0)
    }
  }

  private func token(_ mail: MailWorld, _ options: [String]) async throws -> String {
    let run = try await mail.program.run(["token", "create"] + options)
    try #require(run.status == 0, "\(run.errors)")
    return run.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func userToken(_ mail: MailWorld) async throws -> String {
    let row = try await mail.database.pool.queryRow(
      SQL("", "select u.email::text, w.slug::text from users u, workspaces w"), [])
    let email = try #require(try row?.get("email", as: String.self))
    let slug = try #require(try row?.get("slug", as: String.self))
    return try await token(mail, ["--user", email, "--workspace", slug])
  }
}
