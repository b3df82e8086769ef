import Foundation
import Glibc
import Shared
import Support
import Testing

/// Mail through real servers from Debian's packages, while worker and database are killed.
@Suite struct MailServerTests {
  private static let tasks = "select count(*) from tasks where deleted_at is null"
  private static let titles = "select count(distinct title) from tasks where deleted_at is null"

  @Test(
    "the servers that the scripts say they installed are there",
    .enabled(if: MailPrograms.areInstalled))
  func installed() {
    #expect(MailPrograms.haveDovecot)
    #expect(MailPrograms.isThere("/usr/sbin/postfix"))
  }

  private func with(
    settings: [String: String] = [:], _ body: (FallibleDatabase) async throws -> Void
  ) async throws {
    let world = try await FallibleDatabase(settings: settings)
    do {
      try await body(world)
    } catch {
      await world.stop()
      throw error
    }
    await world.stop()
  }

  private func send(
    _ kind: String, _ port: UInt16, _ recipient: String, _ numbers: ClosedRange<Int>
  ) {
    for number in numbers {
      #expect(MailPrograms.send(kind, port: port, to: recipient, number: number), "\(number)")
    }
  }

  private func addMailbox(
    _ world: FallibleDatabase, _ dovecot: DovecotServer, _ options: [String]
  ) async throws {
    let run = try await world.program.run(
      [
        "mailbox", "add", "tasks", "--user", "ada@example.org", "--server",
        "imap+plain://127.0.0.1:\(dovecot.imapPort)", "--login", "tasks",
      ] + options, input: Array("secret\n".utf8))
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test(
    "Dovecot: every mail in a mailbox becomes one task, whoever is killed meanwhile",
    .enabled(if: MailPrograms.haveDovecot, "needs Dovecot 2.3 and swaks"))
  func mailbox() async throws {
    try await with { world in
      let dovecot = try await DovecotServer()
      defer { dovecot.stop() }
      try await addMailbox(world, dovecot, ["--to", world.slug])
      var worker = try world.program.start(["worker"], log: "worker.log")
      defer { kill(worker.processIdentifier, SIGKILL) }
      func deliver(_ numbers: ClosedRange<Int>) {
        send("LMTP", dovecot.lmtpPort, "tasks@in.example", numbers)
      }
      func killWorker() throws {
        kill(worker.processIdentifier, SIGKILL)
        worker.waitUntilExit()
        worker = try world.program.start(["worker"], log: "worker.log")
      }
      deliver(1...4)
      #expect(try await world.wait(for: 4, of: Self.tasks) == 4)
      for round in 0..<3 {
        deliver((5 + round * 2)...(6 + round * 2))
        try await Task.sleep(for: .milliseconds(300 + 400 * round))
        try killWorker()
      }
      try await world.crash()
      deliver(11...13)
      try await world.restart()
      deliver(14...15)
      try killWorker()
      #expect(try await world.wait(for: 15, of: Self.tasks) == 15)
      #expect(try await world.wait(for: 0, of: "select count(*) from pipeline.jobs") == 0)
      #expect(await world.count(Self.titles) == 15)
      #expect(await world.count("select count(*) from pipeline.raw_inputs") == 15)
      #expect(await world.count("select last_uid from pipeline.mailboxes") == 15)
      let kept = dovecot.messages(of: "tasks")
      #expect(kept.count == 15)
      #expect(!kept.contains { $0.contains(":2,") && $0.hasSuffix("S") }, "none is seen")
    }
  }

  @Test(
    """
    Dovecot: wrong mailboxes are told, new UIDs double nothing, seen mails count, stored ones move \
    away, addresses decide, news are read at once
    """,
    .enabled(if: MailPrograms.haveDovecot, "needs Dovecot 2.3 and swaks"))
  func identifiers() async throws {
    try await with(settings: ["IMAP_POLL_SECONDS": "3600"]) { world in
      let dovecot = try await DovecotServer()
      defer { dovecot.stop() }
      try await refuseMailboxes(world, dovecot)
      try await addMailbox(world, dovecot, ["--then", "move:Done"])
      send("LMTP", dovecot.lmtpPort, "tasks+\(world.slug)@in.example", 1...3)
      send("LMTP", dovecot.lmtpPort, "tasks+unknown@in.example", 4...4)
      let first = try await world.program.run(["mail", "fetch"])
      #expect(first.status == 0, "\(first.errors) \(first.output)")
      #expect(await world.count("select count(*) from pipeline.raw_inputs") == 3)
      #expect(dovecot.messages(of: "tasks").count == 1, "the one that nobody takes stays")
      #expect(dovecot.messages(of: "tasks", in: ".Done/").count == 3)
      // A mail that a person has read meanwhile is a mail all the same.
      send("LMTP", dovecot.lmtpPort, "tasks+\(world.slug)@in.example", 5...5)
      MailPrograms.output(
        "/usr/bin/curl",
        ["-s", "imap://127.0.0.1:\(dovecot.imapPort)/INBOX;MAILINDEX=2", "-u", "tasks:secret"])
      dovecot.forgetIdentifiers(of: "tasks")
      let second = try await world.program.run(["mail", "fetch", "tasks"])
      #expect(second.status == 0, "\(second.errors) \(second.output)")
      #expect(await world.count("select count(*) from pipeline.raw_inputs") == 4)
      #expect(await world.count("select stored_count from pipeline.mailboxes") == 4)
      try await readNews(world, dovecot)
      let shown = try await world.program.run(["mailbox", "list"])
      #expect(shown.output.contains("good"))
      #expect(try await world.program.run(["mailbox", "remove", "tasks"]).status == 0)
      #expect(await world.count("select count(*) from pipeline.credentials") == 0)
    }
  }

  /// A wrong password and a missing folder are told when a mailbox is added.
  private func refuseMailboxes(
    _ world: FallibleDatabase, _ dovecot: DovecotServer
  ) async throws {
    let server = "imap+plain://127.0.0.1:\(dovecot.imapPort)"
    let words = ["mailbox", "add", "m", "--user", "ada@example.org", "--login", "tasks"]
    for (options, password, reason) in [
      (["--server", server], "wrong", "IMAP: login"),
      (["--server", server, "--folder", "Nowhere"], "secret", "IMAP: folder"),
      (["--server", "imap://127.0.0.1:\(dovecot.imapPort)"], "secret", "IMAP: tls"),
      (["--server", "imap+plain://127.0.0.1:1"], "secret", "IMAP: connection"),
      (["--server", server, "--auth", "access-token"], "secret", "IMAP: "),
      (["--server", server, "--auth", "refresh-token"], "secret", "IMAP_OAUTH_TOKEN_URL"),
    ] {
      let run = try await world.program.run(words + options, input: Array(password.utf8))
      #expect(run.status != 0 && run.errors.contains(reason), "\(run.errors)")
    }
    #expect(await world.count("select count(*) from pipeline.mailboxes") == 0)
  }

  /// A worker that would look again only in an hour reads what the server tells it of.
  private func readNews(_ world: FallibleDatabase, _ dovecot: DovecotServer) async throws {
    try await world.pool.execute(
      SQL("", "update pipeline.mailboxes set next_poll_at = now()"), [])
    let worker = try world.program.start(["worker"], log: "worker.log")
    defer { kill(worker.processIdentifier, SIGKILL) }
    let claimed = "select count(*) from pipeline.mailboxes where claimed_until > now()"
    #expect(try await world.wait(for: 1, of: claimed) == 1)
    for number in 6...7 {
      send("LMTP", dovecot.lmtpPort, "tasks+\(world.slug)@in.example", number...number)
      let stored = "select count(*) from pipeline.raw_inputs"
      #expect(try await world.wait(for: number - 1, of: stored, seconds: 60) == number - 1)
    }
  }

  @Test(
    "Postfix: every mail it took becomes one task, whoever is killed meanwhile",
    .enabled(if: MailPrograms.havePostfix, "needs Postfix, swaks and root"))
  func pipe() async throws {
    try await with { world in
      let data = world.program.dataDirectory
      MailPrograms.output("/bin/chmod", ["777", data])
      let postfix = try await PostfixServer(
        program: world.program, environment: world.program.environment)
      defer { postfix.stop() }
      var worker = try world.program.start(["worker"], log: "worker.log")
      defer { kill(worker.processIdentifier, SIGKILL) }
      func deliver(_ numbers: ClosedRange<Int>) {
        send("ESMTP", postfix.port, "\(world.slug)@in.example", numbers)
      }
      deliver(1...4)
      #expect(try await world.wait(for: 4, of: Self.tasks) == 4)
      kill(worker.processIdentifier, SIGKILL)
      worker.waitUntilExit()
      deliver(5...7)
      try await world.crash()
      deliver(8...11)
      // A mail that moves between the folders of the queue is in none for a moment.
      var most = 0
      for _ in 0..<300 where most < 4 {
        most = max(most, postfix.waiting)
        try await Task.sleep(for: .milliseconds(100))
      }
      #expect(most >= 4, "what cannot be stored stays in the queue")
      try await world.restart()
      worker = try world.program.start(["worker"], log: "worker.log")
      deliver(12...13)
      #expect(!MailPrograms.send("ESMTP", port: 1, to: "x@in.example", number: 99))
      for _ in 0..<120 where postfix.waiting > 0 {
        postfix.flush()
        try await Task.sleep(for: .milliseconds(500))
      }
      let made = try await world.wait(for: 13, of: Self.tasks)
      #expect(made == 13, "\(postfix.journal)")
      let titles = await world.count(Self.titles)
      #expect(titles == 13)
      let inputs = await world.count("select count(*) from pipeline.raw_inputs")
      #expect(inputs == 13)
      #expect(postfix.waiting == 0)
    }
  }
}
