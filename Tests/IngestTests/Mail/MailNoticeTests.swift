import Foundation
import Shared
import Support
import Testing

@testable import Ingest

/// Notices of failure, handed to a real SMTP server.
@Suite struct MailNoticeTests {
  /// A server, and what it has been given.
  private struct Post {
    let server: PythonServer
    let port: Int64
    let file: String

    init() throws {
      server = try PythonServer("smtp_server.py")
      port = try #require(server.facts["port"]?.intValue)
      file = try #require(server.facts["file"]?.stringValue)
    }

    var client: SMTPClient { SMTPClient(url: "smtp://127.0.0.1:\(port)") }

    func messages() throws -> [JSONValue] {
      let data = FileManager.default.contents(atPath: file) ?? Data()
      return try data.split(separator: 0x0A).map { try JSONValue(parsing: Array($0)) }
    }
  }

  @Test(
    "a mail goes from the null sender, with its lines and leading dots kept",
    .enabled(if: PythonPeer.isAvailable, "needs FRACTAL_TEST_PYTHON"))
  func sending() async throws {
    let post = try Post()
    try await post.client.send(
      Array("Subject: x\r\n\r\n.dot\r\n..\r\n".utf8), to: "a@b.example")
    let message = try #require(try post.messages().first)
    // aiosmtpd 1.4 gives the null sender either way, by its version.
    #expect(["", "<>"].contains(message["from"]?.stringValue))
    #expect(message["to"]?.arrayValue == ["a@b.example"])
    #expect(message["content"] == "Subject: x\r\n\r\n.dot\r\n..\r\n")
    await #expect(throws: SMTPError(.refused, status: 550)) {
      try await post.client.send(Array("x\r\n".utf8), to: "deny@b.example")
    }
    await #expect(throws: SMTPError(.refused, status: 451)) {
      try await post.client.send(Array("x\r\n".utf8), to: "later@b.example")
    }
    await #expect(throws: SMTPError(.malformed)) {
      try await post.client.send(Array("x\r\n".utf8), to: "a@b>\r\nDATA")
    }
    await #expect(throws: SMTPError(.connection)) {
      try await SMTPClient(url: "smtp://127.0.0.1:\(TestProgram.freePort())")
        .send(Array("x\r\n".utf8), to: "a@b.example")
    }
  }

  /// A mail that its address refuses.
  private func mail(_ id: Int, _ header: String = "", proven: Bool = true) -> String {
    (proven ? "Authentication-Results: mx.test; dmarc=pass header.from=b.example\n" : "")
      + "Message-ID: <\(id)@b.example>\nFrom: Bob <bob@b.example>\nSubject: Evil\n" + header
      + "\nwords\n"
  }

  private func refusing(_ body: (MailFlow) async throws -> Void) async throws {
    try await MailFlow.with { flow in
      try await flow.world.pool.execute(
        SQL(
          "",
          "update pipeline.addresses set unknown_sender_policy = 'reject', notify_failures = true"),
        [])
      try await body(flow)
    }
  }

  @Test(
    "an authenticated sender is told once a day, and nothing of the mail is said back",
    .enabled(if: PythonPeer.isAvailable, "needs FRACTAL_TEST_PYTHON"))
  func onceADay() async throws {
    let post = try Post()
    try await refusing { flow in
      for id in 1...2 {
        let outcome = try await flow.accept(mail(id), source: "mail_imap", sender: "bob@b.example")
        #expect(outcome == .notAllowed("the address does not take this mail"))
      }
      let sender = MailNoticeSender(
        pool: flow.world.pool, client: post.client, sender: "fractal@in.test")
      try await flow.work(2, notices: sender)
      let messages = try post.messages()
      #expect(messages.count == 1)
      let content = try #require(messages.first?["content"]?.stringValue)
      #expect(messages.first?["to"]?.arrayValue == ["bob@b.example"])
      #expect(content.contains("Auto-Submitted: auto-replied\r\n"))
      #expect(content.contains("In-Reply-To: <"))
      #expect(!content.contains("Evil") && !content.contains("words") && !content.contains("Bob"))
      let back = MailParser.parse(Array(content.utf8))
      #expect(MailAutomation.find(in: back) == .own)
      #expect(MailAutomation.forbidsAnswer(back, envelopeSender: nil))
    }
  }

  @Test(
    "nobody else is told: no unproven sender, no machine, no list, no null sender",
    arguments: [
      ("", false, "bob@b.example"), ("Auto-Submitted: auto-generated\n", true, "bob@b.example"),
      ("List-Id: <a.b>\n", true, "bob@b.example"), ("Precedence: bulk\n", true, "bob@b.example"),
      ("X-Auto-Response-Suppress: All\n", true, "bob@b.example"), ("", true, ""),
    ])
  func silence(_ header: String, _ proven: Bool, _ sender: String) async throws {
    try await refusing { flow in
      _ = try await flow.accept(
        mail(1, header, proven: proven), source: "mail_imap", sender: sender)
      #expect(try await flow.world.count("select count(*) from pipeline.jobs") == 0)
    }
  }

  @Test("a way in that answers the sender itself sends no notice, nor does an address by default")
  func ownAnswer() async throws {
    try await refusing { flow in
      _ = try await flow.accept(mail(1), source: "mail_pipe", sender: "bob@b.example")
      try await flow.world.pool.execute(
        SQL("", "update pipeline.addresses set notify_failures = false"), [])
      _ = try await flow.accept(mail(2), source: "mail_imap", sender: "bob@b.example")
      #expect(try await flow.world.count("select count(*) from pipeline.jobs") == 0)
    }
  }

  @Test(
    "one of our own addresses is never told, so that no loop begins",
    .enabled(if: PythonPeer.isAvailable, "needs FRACTAL_TEST_PYTHON"))
  func ownAddress() async throws {
    let post = try Post()
    try await MailFlow.with { flow in
      try await flow.world.pool.transaction { session in
        try await MailNotice.enqueue(
          .failed, to: flow.slug + "@in.test", workspace: flow.world.workspace, in: session)
      }
      let sender = MailNoticeSender(
        pool: flow.world.pool, client: post.client, sender: "fractal@in.test")
      try await flow.work(1, notices: sender)
      #expect(try post.messages().isEmpty)
    }
  }

  @Test(
    "a mail of which nothing can be made any more tells its sender",
    .enabled(if: PythonPeer.isAvailable, "needs FRACTAL_TEST_PYTHON"))
  func failed() async throws {
    let post = try Post()
    try await MailFlow.with { flow in
      try await flow.world.pool.execute(
        SQL("", "update pipeline.addresses set notify_failures = true"), [])
      _ = try await flow.accept(mail(1), sender: "bob@b.example")
      try await flow.world.pool.execute(SQL("", "update users set is_active = false"), [])
      let sender = MailNoticeSender(
        pool: flow.world.pool, client: post.client, sender: "fractal@in.test")
      try await flow.work(2, notices: sender)
      #expect(try await flow.outcomes() == ["failed"])
      #expect(try post.messages().count == 1)
      let states = try await flow.world.count(
        "select count(*) from pipeline.mail_notices where state = 'sent'")
      #expect(states == 1)
    }
  }

  @Test("a Message-ID that could break a header is not named")
  func headerInjection() throws {
    let notice = try #require(
      MailNotice(["to": "a@b.example", "reason": "failed", "answers": "x@y\r\nBcc: e@v.il"]))
    let text = String(
      decoding: notice.message(from: "f@in.test", token: "00", date: 1_795_132_800), as: UTF8.self)
    #expect(!text.contains("Bcc"))
    #expect(text.contains("Date: Fri, 20 Nov 2026 00:00:00 +0000\r\n"))
    #expect(MailNotice(["to": "a@b\r\nx", "reason": "failed"]) == nil)
  }
}
