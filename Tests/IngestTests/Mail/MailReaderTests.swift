import FoundationEssentials
import Shared
import Testing

@testable import Ingest

@Suite struct MailReaderTests {
  private func read(_ text: String) async -> MailReading {
    await MailReader(converter: { MailBodyMarkdown.convert($0) }).read(
      MailParser.parse(Array(text.utf8)))
  }

  @Test("a forward gives note, head and text, and its own subject where there is none")
  func forward() async {
    let reading = await read(
      """
      From: Bob <bob@example.net>
      Subject: Fwd:

      Please pay *this*.

      ---------- Forwarded message ---------
      From: Ada <ada@example.org>
      Date: Mon, Nov 2, 2026
      Subject: Invoice 12
      To: <bob@example.net>

      Due Friday.
      """)
    #expect(reading.title == "Invoice 12")
    #expect(reading.description.hasPrefix("Please pay \\*this\\*."))
    #expect(reading.description.contains("> From: Ada (ada@example.org)"))
    #expect(reading.description.hasSuffix("Due Friday."))
    #expect(reading.forwarded.first?.from?.address == "ada@example.org")
  }

  @Test("an attached message is read as the mail that is passed on")
  func attachedMessage() async {
    let reading = await read(
      """
      Subject: Fwd: Kündigung
      Content-Type: multipart/mixed; boundary=b

      --b

      Bitte prüfen
      --b
      Content-Type: message/rfc822

      From: Ada <ada@example.org>
      Subject: Kündigung
      Date: Mon, 2 Nov 2026 10:00:00 +0100

      Hiermit kündige ich.
      --b--
      """)
    #expect(reading.forwarded.first?.from?.name == "Ada")
    #expect(reading.forwarded.first?.body == "Hiermit kündige ich.")
    #expect(reading.description.hasPrefix("Bitte prüfen"))
    #expect(reading.attachments.isEmpty)
  }

  @Test("the task keeps which part became what")
  func parts() async {
    let reading = await read(
      """
      Subject: Parts
      Content-Type: multipart/mixed; boundary=a

      --a
      Content-Type: multipart/alternative; boundary=b

      --b

      words
      --b
      Content-Type: text/html

      <p>words</p>
      --b
      Content-Type: text/calendar

      BEGIN:VCALENDAR
      --b--
      --a
      Content-Type: application/pdf; name=a.pdf

      %PDF
      --a--
      """)
    let parts = reading.details["parts"]?.arrayValue ?? []
    #expect(
      parts.map { ($0["part"]?.stringValue ?? "") + " " + ($0["became"]?.stringValue ?? "") } == [
        "1.1 alternative", "1.2 text", "1.3 invitation", "2 file",
      ])
  }

  @Test("files are said to be left out where some are, and only there")
  func manyFiles() async throws {
    func mail(_ count: Int) -> String {
      "Subject: Files\nContent-Type: multipart/mixed; boundary=b\n\n"
        + (0..<count).map {
          "--b\nContent-Disposition: attachment; filename=\($0).txt\n\n\($0)\n"
        }.joined() + "--b--\n"
    }
    let all = await read(mail(AttachmentLimits.count))
    #expect(all.attachments.count == AttachmentLimits.count)
    #expect(!all.warnings.contains("attachments_cut"))
    let some = await read(mail(AttachmentLimits.count + 1))
    #expect(some.attachments.count == AttachmentLimits.count)
    #expect(some.warnings.contains("attachments_cut"))
  }

  @Test("a file that is too large to be stored is named by a warning")
  func largeFile() async throws {
    let files = MailFiles(store: AbsentStore(), type: FileTyping.inProcess(), isDry: true)
    let large = MailAttachment(
      name: "a", claimedType: "text/plain", contentID: nil,
      bytes: Array(repeating: 1, count: AttachmentLimits.bytes + 1))
    let stored = try await files.store([large], workspace: UUID())
    #expect(stored.files.isEmpty)
    #expect(stored.warnings == ["attachment_too_large"])
  }

  @Test("history and signature leave the description but are kept")
  func reply() async {
    let reading = await read(
      "Subject: Re: Plan\n\nYes, Tuesday.\n\n-- \nAda\n\n"
        + "On 2 Nov 2026 at 9:15, Bob <b@c.d> wrote:\n> When?\n")
    #expect(reading.title == "Plan")
    #expect(reading.description == "Yes, Tuesday.")
    #expect(reading.details["quoted"]?.stringValue?.contains("> When?") == true)
    #expect(reading.details["signature"] == "Ada")
  }

  @Test("an HTML body becomes Markdown, a mail without anything gets a title all the same")
  func html() async {
    let reading = await read(
      "From: Ada <a@b.c>\nContent-Type: text/html\n\n<p>See <b>this</b><ul><li>x</ul>")
    #expect(reading.description.contains("**this**"))
    #expect(reading.title.hasPrefix("See"))
    let empty = await read("From: Ada <a@b.c>\n\n")
    #expect(empty.title == "Mail from Ada")
    #expect(empty.description.isEmpty)
  }

  @Test(
    "plain text keeps its lists and escapes what would mean something",
    arguments: [
      ("- one\n* two\n3) three", "- one\n- two\n3. three"),
      ("Dear Ada,\nthanks <b>", "Dear Ada,\\\nthanks \\<b>"), ("# no heading", "\\# no heading"),
      ("a_b *c*", "a_b \\*c\\*"), ("> q\nx", "> q\nx"), ("```\n*x*\n```", "```\n*x*\n```"),
    ])
  func plainMarkdown(_ text: String, _ markdown: String) {
    #expect(PlainMarkdown.render(text) == markdown)
  }

  @Test("winmail.dat is unpacked, and anything else is none")
  func tnef() throws {
    var bytes: [UInt8] = [0x78, 0x9F, 0x3E, 0x22, 0x01, 0x00]
    func add(_ level: UInt8, _ id: UInt32, _ data: [UInt8]) {
      bytes.append(level)
      withUnsafeBytes(of: id.littleEndian) { bytes += $0 }
      withUnsafeBytes(of: UInt32(data.count).littleEndian) { bytes += $0 }
      bytes += data + [0, 0]
    }
    add(2, 0x0006_9002, [UInt8](repeating: 0, count: 14))
    add(2, 0x0001_8010, Array("../note.txt\u{0}".utf8))
    add(2, 0x0006_800F, Array("hello".utf8))
    let reader = try #require(TNEFReader.read(bytes))
    #expect(reader.attachments.map(\.name) == ["note.txt"])
    #expect(reader.attachments.first?.bytes == Array("hello".utf8))
    #expect(TNEFReader.read(Array("hello".utf8)) == nil)
    for length in 0..<bytes.count { _ = TNEFReader.read(Array(bytes.prefix(length))) }
  }

  @Test(
    "machines are told from people",
    arguments: [
      ("Auto-Submitted: auto-replied\n", MailAutomation.autoReply),
      ("Subject: Abwesenheitsnotiz: Plan\n", .autoReply), ("List-Id: <x.y>\n", .list),
      ("Precedence: bulk\n", .bulk), ("From: MAILER-DAEMON@x.y\n", .bounce),
      ("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n", .bounce),
      ("Message-ID: <1@fractal.test>\n", .own), ("Subject: Hello\n", nil),
    ] as [(String, MailAutomation?)])
  func automation(_ header: String, _ kind: MailAutomation?) {
    let mail = MailParser.parse(Array((header + "\nx").utf8))
    #expect(MailAutomation.find(in: mail, ownDomains: ["fractal.test"]) == kind)
  }

  @Test("only the topmost result of a trusted server counts, for the domain of From alone")
  func authentication() {
    func verdict(_ header: String) -> MailVerdict? {
      let mail = MailParser.parse(Array((header + "From: Ada <ada@mail.example.org>\n\n").utf8))
      return AuthenticationResults.verdict(of: mail, trusted: ["mx.example.net"])
    }
    let good = verdict(
      "Authentication-Results: mx.example.net;\n dmarc=pass (p=none) header.from=mail.example.org;"
        + " spf=softfail smtp.mailfrom=x.y; dkim=pass header.d=example.org\n")
    #expect(good?.provesSender == true)
    #expect(good?.dkim == .pass)
    #expect(good?.spf == .neither)
    #expect(
      verdict("Authentication-Results: mx.example.net; dmarc=pass header.from=evil.test\n")?
        .provesSender == false)
    #expect(verdict("Authentication-Results: evil.test; dmarc=pass\n") == nil)
    #expect(
      verdict(
        "Authentication-Results: evil.test; dmarc=pass\n"
          + "Authentication-Results: mx.example.net; dmarc=pass\n") == nil)
    #expect(verdict("") == nil)
    #expect(
      verdict("Authentication-Results: mx.example.net; dmarc=fail; arc=pass\n")?.condemnsSender
        == false)
  }
}
