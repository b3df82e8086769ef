import Testing

@testable import Ingest

@Suite struct ReplyParserTests {
  @Test(
    "the writer's words are parted from what is quoted",
    arguments: [
      ("Yes.\n\nOn Mon, Nov 2, 2026 at 9:15 AM Ada <ada@example.org> wrote:\n> ok?\n", "Yes."),
      ("Ja.\n\nAm Mo., 2. Nov. 2026 um 09:15 schrieb Ada\n<ada@example.org>:\n\n> ok?\n", "Ja."),
      ("Oui.\n-----Message d'origine-----\nDe : Ada\nObjet : x\n\nok ?", "Oui."),
      ("はい。\n\n2026年11月2日(月) 9:15 Ada <ada@example.org>:\n\n> よい？\n", "はい。"),
      ("Sí\n\nEnviado desde mi iPhone\n\nhola", "Sí"),
      ("> asked?\n\nanswered\n\n> more?\n\nyes", "> asked?\n\nanswered\n\n> more?\n\nyes"),
      ("On 2 Nov 2026 at 9:15, Ada <a@b.c> wrote:\n> q\n\nbelow", "below"),
      ("text\n\n-- \nAda\n+49 30 1234", "text"),
      ("Hi,\n\nplease look.\n\nRegards,\n\nAda\nCEO", "Hi,\n\nplease look."),
      ("- one\n- two\n* three\n\n1. four", "- one\n- two\n* three\n\n1. four"),
      ("```\n--\n> x\n```\nend", "```\n--\n> x\n```\nend"), ("", ""), ("\n\n", ""),
    ])
  func visible(_ body: String, _ text: String) {
    #expect(ReplyParser.parse(body).text == text)
  }

  @Test("what is quoted and what signs is kept beside the text")
  func kept() {
    let reply = ReplyParser.parse(
      "Yes.\n\n-- \nAda\n\nOn 2 Nov 2026 at 9:15, B <b@c.d> wrote:\n> q")
    #expect(reply.text == "Yes.")
    #expect(reply.signature == "Ada")
    #expect(reply.quoted.contains("> q"))
  }

  @Test("a body that only quotes is not lost")
  func allQuoted() {
    let body = "> one\n> two"
    let reply = ReplyParser.parse(body)
    #expect(reply.text + reply.quoted == body)
  }

  @Test("no line of a body is lost, whatever it holds")
  func nothingLost() {
    let lines = [
      "text", "> q", "", "-- ", "---", "On 2 Nov 2026 at 9:15, B <b@c.d> wrote:", "From: a",
      "To: b",
      "Subject: c", "Sent from my phone", "-----Original Message-----", "Regards,",
    ]
    var seed: UInt64 = 0xFACE
    for round in 0..<3_000 {
      var body: [String] = []
      for number in 0..<12 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let line = lines[Int(seed >> 33) % lines.count]
        body.append(line == "text" ? "text \(number)" : line)
      }
      let reply = ReplyParser.parse(body.joined(separator: "\n"))
      let kept = reply.text + "\n" + reply.quoted + "\n" + (reply.signature ?? "")
      for line in body where line.hasPrefix("text") {
        #expect(kept.contains(line), "seed 0xFACE, round \(round)")
      }
    }
  }
}
