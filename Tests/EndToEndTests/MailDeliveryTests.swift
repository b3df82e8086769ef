import Foundation
import Shared
import Support
import Testing

@Suite(.serialized) struct MailDeliveryTests {
  private static let tasks = "select count(*) from tasks where deleted_at is null"

  @Test("a mail over HTTP becomes a task that its owner can read, undo and redo")
  func mailByHTTP() async throws {
    try await ServedProgram.with { served in
      let inbound = try await served.inboundToken()
      let address = served.mail.address
      let answer = await served.post(MailWorld.mail(1), to: address, token: inbound)
      #expect(answer.status == 202, "\(answer.body)")
      #expect(try await served.mail.wait(for: 1, of: Self.tasks) == 1)
      let again = await served.post(MailWorld.mail(1), to: address, token: inbound)
      #expect(again.status == 200)
      #expect(again.json["status"] == "duplicate")
      try await undoAndRedo(
        served.mail, port: served.port, token: try await served.userToken())
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
      #expect(try await mail.program.run(["mail", "--to", mail.address]).status == 75)
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
    try await ServedProgram.with { served in
      let inbound = try await served.inboundToken()
      let user = try await served.userToken()
      let address = served.mail.address
      for (wrong, status) in [(nil, 401), ("nonsense", 401), (user, 403)] as [(String?, Int)] {
        let answer = await served.post(MailWorld.mail(1), to: address, token: wrong)
        #expect(answer.status == status)
      }
      let task = "/v1/tasks/\(UUID().uuidString.lowercased())"
      let foreign = await SimpleHTTP.send("GET", task, port: served.port, token: inbound)
      #expect(foreign.status == 403)
      let none = await served.post(MailWorld.mail(1), to: "nobody@in.example", token: inbound)
      #expect(none.status == 404)
      try await served.mail.database.pool.execute(
        SQL("", "update pipeline.tokens set revoked_at = now()"), [])
      let revoked = await served.post(MailWorld.mail(1), to: address, token: inbound)
      #expect(revoked.status == 401)
      #expect(try await served.mail.world.count("select count(*) from pipeline.raw_inputs") == 0)
    }
  }

  @Test("mails made to break the parser each become one task that says what was wrong")
  func hostileMails() async throws {
    try await MailWorld.with { mail in
      for (number, text) in Self.hostile.enumerated() {
        let run = try await mail.program.run(
          ["mail", "--to", mail.address], input: Array(text.utf8))
        #expect(run.status == 0, "mail \(number): \(run.errors)")
      }
      let worker = try mail.program.start(["worker"], log: "worker.log")
      defer {
        worker.terminate()
        worker.waitUntilExit()
      }
      let count = Self.hostile.count
      #expect(try await mail.wait(for: count, of: Self.tasks) == count)
      for (title, warning) in Self.warnings {
        let warned = """
          select count(*) from tasks t join pipeline.task_facts f on f.task_id = t.id
          where t.title = $1 and f.warnings::text like '%' || $2 || '%'
          """
        #expect(try await mail.world.count(warned, [title, warning]) == 1, "\(title): \(warning)")
      }
      let names = "select count(*) from attachments where file_name ~ '[/\\\\]|^\\.\\.'"
      #expect(try await mail.world.count(names) == 0)
      #expect(worker.isRunning)
    }
  }

  /// A message with a header and a body of its own; `end` follows the blank line.
  private static func message(_ header: String, _ body: String) -> String {
    "From: a@b.example\r\nMessage-ID: <\(header.hashValue)@b>\r\n\(header)\r\n\r\n\(body)\r\n"
  }

  /// What some of them have to say of themselves.
  private static let warnings = [
    ("bomb", "too_many_parts"), ("odd", "unknown_charset"), ("large", "description_cut"),
  ]

  /// Truncated base64, a bomb of parts, a NUL in a header, an unknown charset, a path as a file
  /// name, an empty body, a body of 20 MB.
  private static let hostile = [
    message("Subject: cut\r\nContent-Transfer-Encoding: base64", "SGVsbG8gd29ybGQ"),
    message(
      "Subject: bomb\r\nContent-Type: multipart/mixed; boundary=b",
      String(repeating: "--b\r\n\r\nx\r\n", count: 20_000)),
    message("Subject: zero\u{0}byte", "text"),
    message("Subject: odd\r\nContent-Type: text/plain; charset=x-klingon", "nuqneH"),
    message(
      "Subject: path\r\nContent-Type: application/pdf; name=\"../../etc/passwd\"\r\n"
        + "Content-Disposition: attachment; filename=\"../../etc/passwd\"", "%PDF-1.4"),
    message("Subject: empty", ""),
    message("Subject: large", String(repeating: "twenty megabytes\r\n", count: 1_111_111)),
  ]

  @Test(
    "a store without room makes the pipe ask for another try, and leaves nothing half done",
    .disabled(
      if: ProcessInfo.processInfo.environment["TSAN_OPTIONS"] != nil,
      "the Thread Sanitizer itself needs larger files than the limit allows"))
  func noRoom() async throws {
    try await MailWorld.with { mail in
      let large = MailWorld.mail(1, body: String(repeating: "much ", count: 40_000))
      let full = try await mail.program.run(
        ["mail", "--to", mail.address], input: large, fileSizeLimit: 65_536)
      #expect(full.status == 75, "\(full.errors)")
      #expect(try await mail.world.count("select count(*) from pipeline.raw_inputs") == 0)
      let after = try await mail.program.run(["mail", "--to", mail.address], input: large)
      #expect(after.status == 0, "\(after.errors)")
    }
  }
}
