import Foundation
import Shared
import Support
import Testing

@testable import Ingest

/// What each provider's request says, as a message and as an envelope.
@Suite struct ProviderMailTests {
  private static let raw =
    "From: Eva <eva@shop.example>\r\nTo: x@in.example\r\nSubject: Order 7\r\n"
    + "Message-ID: <order-7@shop.example>\r\n\r\nShip it.\r\n"

  private func form(_ fields: [(String, [UInt8])]) throws -> FormData {
    var form = TestForm()
    for (name, value) in fields { form.add(name, value) }
    return try FormData(form.bytes, contentType: TestForm.contentType)
  }

  private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test("a raw mail of SendGrid stays as it is, and the envelope says where it goes")
  func sendGridRaw() throws {
    let mail = try SendGridMail.read(
      try form([
        ("email", text(Self.raw)), ("to", text("Somebody <other@in.example>")),
        ("envelope", text("{\"to\":[\"x@in.example\",\"y@in.example\"],\"from\":\"e@b.example\"}")),
        ("SPF", text("pass")), ("dkim", text("{@shop.example : pass}")),
      ]))
    #expect(mail.message == text(Self.raw))
    #expect(mail.recipients == ["x@in.example", "y@in.example"])
    #expect(mail.sender == "e@b.example")
    let verdict = mail.findings?.verdict(on: MailParser.parse(mail.message))
    #expect(verdict?.dmarc == .pass)
    #expect(verdict?.dkim == .pass)
  }

  @Test("a mail of SendGrid in pieces is read in the character sets that it names")
  func sendGridParsed() throws {
    let envelope = text("{\"to\":[\"x@in.example\"],\"from\":\"eva@shop.example\"}")
    let charsets = text(
      "{\"subject\":\"ISO-8859-1\",\"text\":\"iso-8859-15\",\"html\":\"windows-1251\"}")
    var form = TestForm()
    form.add("charsets", charsets)
    form.add("envelope", envelope)
    form.add(
      "headers", "Message-ID: <p1@shop.example>\nReceived: by a;\n  now\nMIME-Version: 1.0\n")
    form.add("subject", [0x47, 0x72, 0xFC, 0xDF, 0x65])
    form.add("from", "Eva <eva@shop.example>")
    form.add("text", [0x35, 0x20, 0xA4])
    form.add("html", text("<p>") + [0xCF, 0xF0, 0xE8] + text("</p>"))
    form.add(
      "attachment-info",
      "{\"attachment1\":{\"filename\":\"Plan ä.pdf\",\"type\":\"application/pdf\"},"
        + "\"attachment2\":{\"filename\":\"l.png\",\"type\":\"image/png\",\"content-id\":\"l@s\"}}")
    form.add("attachment2", [1, 2, 3], fileName: "l.png", type: "image/png")
    form.add("attachment1", text("%PDF-1.7"), fileName: "plan", type: "application/pdf")
    let read = try SendGridMail.read(
      try FormData(form.bytes, contentType: TestForm.contentType))
    let mail = MailParser.parse(read.message)
    #expect(mail.subject() == "Grüße")
    #expect(mail.messageID() == "p1@shop.example")
    #expect(mail.values(named: "received") == ["by a;  now"])
    let leaves = mail.parts.indices.filter { mail.parts[$0].isLeaf }
    let texts = leaves.filter { mail.parts[$0].kind.isText }.map { mail.text(of: $0).text }
    #expect(texts == ["5 €", "<p>При</p>"])
    let files = leaves.filter { !mail.parts[$0].kind.isText }
    #expect(Set(files.compactMap { mail.fileName(of: $0) }) == ["Plan ä.pdf", "l.png"])
    #expect(files.compactMap { mail.contentID(of: $0) } == ["l@s"])
    #expect(files.map { mail.content(of: $0).bytes }.contains(text("%PDF-1.7")))
    // The same pieces make the same message, in whatever order they come.
    #expect(
      try SendGridMail.read(try FormData(form.bytes, contentType: TestForm.contentType)).message
        == read.message)
  }

  @Test("only one plain signing domain that passed counts, for the domain of From alone")
  func signingDomains() throws {
    #expect(SendGridMail.signingDomain("{@shop.example : pass}") == "shop.example")
    for text in [
      "{@shop.example : fail}", "{@a.example : pass, @b.example : pass}", "none", "",
      "{@shop.example : pass} {@x : pass}", "{@sh op.example : pass, @y : pass}", "{@ : pass}",
    ] {
      #expect(SendGridMail.signingDomain(text) == nil, "\(text)")
    }
    var findings = SenderFindings()
    findings.dkim = .pass
    findings.dkimDomain = "bulk.example"
    findings.spf = .pass
    findings.spfDomain = "bulk.example"
    let mail = MailParser.parse(text(Self.raw))
    #expect(findings.verdict(on: mail).provesSender == false)
    #expect(findings.verdict(on: mail).condemnsSender == false)
    findings.spfDomain = "Shop.example"
    #expect(findings.verdict(on: mail).provesSender)
    let two = MailParser.parse(text("From: eva@shop.example\n" + Self.raw))
    #expect(findings.verdict(on: two) == MailVerdict())
  }

  @Test("a mail of Mailgun is read raw and in pieces, and its own fields count only if asked to")
  func mailgun() throws {
    let findings = "X-Mailgun-Spf: Pass\r\nX-Mailgun-Dkim-Check-Result: Pass\r\n"
    let signed = "DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; s=k; b=x\r\n"
    let fields = [
      ("recipient", text("x@in.example, y@in.example")), ("sender", text("bounce@else.example")),
      ("body-mime", text(findings + signed + Self.raw)),
    ]
    let mail = try MailgunMail.read(try form(fields), believesFindings: true)
    #expect(mail.recipients == ["x@in.example", "y@in.example"])
    #expect(mail.findings?.verdict(on: MailParser.parse(mail.message)).provesSender == true)
    #expect(try MailgunMail.read(try form(fields), believesFindings: false).findings == nil)
    let forged = [
      ("recipient", text("x@in.example")), ("body-mime", text(findings + findings + Self.raw)),
    ]
    let twice = try MailgunMail.read(try form(forged), believesFindings: true)
    #expect(twice.findings?.verdict(on: MailParser.parse(twice.message)).provesSender == false)

    var parsed = TestForm()
    parsed.add("recipient", "x@in.example")
    parsed.add(
      "message-headers",
      "[[\"Message-Id\",\"<m1@shop.example>\"],[\"Subject\",\"Größe\\r\\nBcc: evil@x.example\"],"
        + "[\"Content-Type\",\"text/html\"],[\"From\",\"eva@shop.example\"]]")
    parsed.add("body-plain", "Bitte messen.")
    parsed.add("body-html", "<p>Bitte messen.</p>")
    parsed.add("content-id-map", "{\"\":\"attachment-1\",\"<i@s>\":\"attachment-1\"}")
    parsed.add("attachment-1", [9, 9], fileName: "ö.png", type: "image/png")
    let pieces = try MailgunMail.read(
      try FormData(parsed.bytes, contentType: TestForm.contentType), believesFindings: false)
    let message = MailParser.parse(pieces.message)
    #expect(message.subject()?.hasPrefix("Größe") == true)
    #expect(message.values(named: "bcc") == [])
    #expect(message.messageID() == "m1@shop.example")
    let file = message.parts.indices.first { message.fileName(of: $0) != nil }
    #expect(file.flatMap { message.fileName(of: $0) } == "ö.png")
    #expect(file.flatMap { message.contentID(of: $0) } == "i@s")
  }

  @Test("Mailgun's signature holds for its key, timestamp and token alone")
  func mailgunSignature() throws {
    let key = "key-of-the-test"
    let code = Hex.encode(HMACSHA256.code(for: "1795161601" + "tok", key: text(key)))
    func signature(_ timestamp: String, _ token: String) throws -> MailgunSignature? {
      MailgunSignature(
        try form([
          ("timestamp", text(timestamp)), ("token", text(token)), ("signature", text(code)),
        ]))
    }
    #expect(try signature("1795161601", "tok")?.isValid(key: key) == true)
    #expect(try signature("1795161601", "tok")?.isValid(key: key + "x") == false)
    #expect(try signature("1795161602", "tok")?.isValid(key: key) == false)
    #expect(try signature("1795161601", "tok2")?.isValid(key: key) == false)
    #expect(try signature("soon", "tok") == nil)
    let one = try form([("a", text("1")), ("b", text("2")), ("token", text("t"))])
    let other = try form([("b", text("2")), ("token", text("u")), ("a", text("1"))])
    let third = try form([("b", text("1")), ("a", text("2"))])
    #expect(MailgunSignature.contentHash(of: one) == MailgunSignature.contentHash(of: other))
    #expect(MailgunSignature.contentHash(of: one) != MailgunSignature.contentHash(of: third))
  }

  @Test("a document of Postmark is taken raw where it is whole, else put together")
  func postmark() throws {
    var document: JSONObject = [
      "OriginalRecipient": "box+slug@in.example", "Subject": "Order 7", "TextBody": "Ship it.",
      "FromFull": ["Email": "eva@shop.example", "Name": "Eva \"E\" Q", "MailboxHash": ""],
      "Headers": [
        ["Name": "Message-ID", "Value": "<order-7@shop.example>"],
        [
          "Name": "Received-SPF",
          "Value": "Pass (ok) identity=mailfrom; envelope-from=eva@shop.example; receiver=p",
        ],
      ],
      "Attachments": [
        ["Name": "a.txt", "Content": "aGk=", "ContentType": "text/plain", "ContentID": ""]
      ],
    ]
    let pieces = try PostmarkMail.read(.object(document))
    let mail = MailParser.parse(pieces.message)
    #expect(pieces.recipients == ["box+slug@in.example"])
    #expect(mail.subject() == "Order 7")
    #expect(mail.addresses(.from).first?.address == "eva@shop.example")
    #expect(mail.addresses(.from).first?.name == "Eva E Q")
    #expect(mail.parts.indices.contains { mail.fileName(of: $0) == "a.txt" })
    #expect(pieces.findings?.verdict(on: mail).provesSender == true)
    document["RawEmail"] = .string(Self.raw)
    #expect(try PostmarkMail.read(.object(document)).message == text(Self.raw))
    document["RawEmail"] = "Subject: \u{FFFD}\r\n\r\nx"
    #expect(try PostmarkMail.read(.object(document)).message == pieces.message)
    document["OriginalRecipient"] = nil
    #expect(throws: ProviderError.field("OriginalRecipient")) {
      _ = try PostmarkMail.read(.object(document))
    }
    #expect(throws: ProviderError.document) { _ = try PostmarkMail.read([1]) }
  }

  @Test("a notification of SES brings content or a place in S3, with verdicts")
  func notification() throws {
    func notification(_ action: JSONValue, _ content: String?) throws -> SESNotification {
      var document: JSONObject = [
        "notificationType": "Received",
        "mail": ["source": "eva@shop.example", "messageId": "m"],
        "receipt": [
          "recipients": ["x@in.example"], "dmarcVerdict": ["status": "PASS"],
          "spfVerdict": ["status": "GRAY"], "virusVerdict": ["status": "FAIL"],
          "action": action,
        ],
      ]
      document["content"] = content.map { .string($0) }
      return try SESNotification(JSONValue.object(document).serialized)
    }
    let encoded = Base64.encode(text(Self.raw))
    guard
      case .content(let mail) = try notification(["type": "SNS", "encoding": "BASE64"], encoded)
    else { throw ProviderError.document }
    #expect(mail.message == text(Self.raw))
    #expect(mail.recipients == ["x@in.example"])
    #expect(mail.suspicion == "virus_found")
    #expect(mail.findings?.verdict(on: MailParser.parse(mail.message)).provesSender == true)
    guard
      case .object(let bucket, let key, _) = try notification(
        ["type": "S3", "bucketName": "inbox", "objectKey": "in/m"], nil)
    else { throw ProviderError.document }
    #expect(bucket == "inbox" && key == "in/m")
    #expect(throws: ProviderError.field("content")) { _ = try notification(["type": "SNS"], nil) }
    guard case .other = try SESNotification("Successfully validated SNS topic") else {
      throw ProviderError.document
    }
  }
}
