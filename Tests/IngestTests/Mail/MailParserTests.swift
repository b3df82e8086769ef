import Testing

@testable import Ingest

@Suite struct MailParserTests {
  private func parse(_ text: String) -> ParsedMail {
    MailParser.parse(Array(text.utf8))
  }

  private func leaves(_ mail: ParsedMail) -> [String] {
    mail.parts.indices.filter { mail.parts[$0].isLeaf }.map { mail.text(of: $0).text }
  }

  @Test("an outer boundary ends everything inside that was never closed")
  func outerBoundaryWins() {
    let mail = parse(
      """
      Content-Type: multipart/mixed; boundary=out

      --out
      Content-Type: multipart/mixed; boundary=outer

      --outer

      inside
      --out

      after
      --out--
      """)
    #expect(leaves(mail) == ["inside", "after"])
    #expect(mail.warnings.contains(.unclosed))
  }

  @Test("LF and CRLF messages have the same leaves")
  func lineEnds() {
    let text = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\n--b--\n"
    let crlf = text.split(separator: "\n", omittingEmptySubsequences: false).joined(
      separator: "\r\n")
    #expect(leaves(parse(text)) == ["one", "two"])
    #expect(leaves(parse(crlf)) == ["one", "two"])
  }

  @Test("a multipart whose boundary never occurs keeps its content as text")
  func missingBoundary() {
    let mail = parse("Content-Type: multipart/mixed; boundary=b\n\njust words\n")
    #expect(leaves(mail) == ["just words\n"])
    #expect(mail.warnings.contains(.noBoundary))
  }

  @Test("an embedded message in base64 is walked in its place")
  func encodedMessage() {
    let mail = parse(
      """
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: message/rfc822
      Content-Transfer-Encoding: base64

      U3ViamVjdDogaW4KCmlubmVyCg==
      --b

      outer
      --b--
      """)
    #expect(leaves(mail) == ["inner\n", "outer"])
    #expect(mail.subject(of: 2) == "in")
    #expect(mail.parts[2].parent == 1)
  }

  @Test("containers deeper than the limit stay one part and are marked")
  func tooDeep() {
    var text = ""
    for level in 0..<300 {
      text += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n"
    }
    let mail = parse(text + "\nhi\n")
    #expect(mail.parts.count == MailLimits.depth + 1)
    #expect(mail.warnings.contains(.tooDeep))
    #expect(mail.warnings.isTruncated)
  }

  @Test(
    "encoded words are joined, wherever they stand",
    arguments: [
      ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
      ("=?UTF-8?B?w6Q=?= x =?iso-8859-1*de?Q?=E4_b?=", "ä x ä b"),
      ("=?utf-8?B?ww==?=\n =?utf-8?B?pA==?=", "ä"),
      ("x=?utf-8?q?y?=z", "xyz"),
      ("=?utf-8?q?unclosed", "=?utf-8?q?unclosed"),
      ("=?nonsense?q?=E4?=", "ä"),
    ])
  func encodedWords(_ written: String, _ read: String) {
    #expect(parse("Subject: \(written)\n\n").subject() == read)
  }

  @Test(
    "addresses are read as clients mean them",
    arguments: [
      ("a@b.c", [MailAddress(name: nil, address: "a@b.c")]),
      (
        "\"Doe, Jane\" <j@d.e>, x@y.z (X Y)",
        [
          MailAddress(name: "Doe, Jane", address: "j@d.e"),
          MailAddress(name: "X Y", address: "x@y.z"),
        ]
      ),
      (
        "Team: a@b.c, D <d@e.f>;, g@h.i",
        [
          MailAddress(name: nil, address: "a@b.c"), MailAddress(name: "D", address: "d@e.f"),
          MailAddress(name: nil, address: "g@h.i"),
        ]
      ),
      ("Nobody", [MailAddress(name: "Nobody", address: nil)]),
      ("J <@r,@s:j@d.e", [MailAddress(name: "J", address: "j@d.e")]),
    ])
  func addresses(_ written: String, _ read: [MailAddress]) {
    #expect(parse("To: \(written)\n\n").addresses(.to) == read)
  }

  @Test(
    "dates of many shapes are read",
    arguments: [
      ("Tue, 7 Apr 2026 10:00:01 +0200", 1_775_548_801),
      ("7 Apr 26 08:00 GMT", 1_775_548_800),
      ("Tue Apr  7 08:00:01 2026", 1_775_548_801),
      ("2026-04-07T08:00:01.5Z", 1_775_548_801),
      ("Tue, 07 Apr 2026 10:00:01 PM -0500 (EST)", 1_775_617_201),
    ] as [(String, Int64)])
  func dates(_ written: String, _ seconds: Int64) {
    #expect(parse("Date: \(written)\n\n").date() == seconds)
  }

  @Test(
    "file names are read in every way they are written",
    arguments: [
      ("attachment; filename=a b.pdf", "a b.pdf"),
      ("attachment; filename=\"a\\\"b.pdf\"", "a\"b.pdf"),
      ("attachment; filename*=utf-8''%C3%A4.pdf", "ä.pdf"),
      ("attachment; filename*1=\"b.pdf\"; filename*0*=iso-8859-1''%E4", "äb.pdf"),
      ("attachment; filename=\"=?utf-8?q?=C3=A4.pdf?=\"", "ä.pdf"),
      ("; filename=\"image001.png\"", "image001.png"),
    ])
  func fileNames(_ written: String, _ name: String) {
    let mail = parse("Content-Type: application/pdf\nContent-Disposition: \(written)\n\nx")
    #expect(mail.fileName(of: 0) == name)
  }

  @Test("any bytes give a mail with at least one part")
  func anyBytes() {
    var seed: UInt64 = 0x5EED
    let words = [
      "--b", "\n", "\r\n", "Content-Type: multipart/mixed; boundary=b\n", ":", "=?utf-8?q?=", "\0",
      "Content-Transfer-Encoding: base64\n", "Content-Type: message/rfc822\n", "begin 644 x\n", "é",
    ]
    for round in 0..<2_000 {
      var text = ""
      for _ in 0..<20 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += words[Int(seed >> 33) % words.count]
      }
      let mail = parse(text)
      #expect(!mail.parts.isEmpty, "seed 0x5EED, round \(round)")
      for index in mail.parts.indices { _ = mail.text(of: index) }
    }
  }
}
