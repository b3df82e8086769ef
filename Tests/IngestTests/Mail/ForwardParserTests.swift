import Testing

@testable import Ingest

@Suite struct ForwardParserTests {
  @Test("a note, a separator and fields give sender, recipients, subject and text")
  func separated() throws {
    let mail = try #require(
      ForwardParser.parse(
        body: """
          Can you take this?

          ---------- Weitergeleitete Nachricht ---------
          Von: Ada Beispiel <ada@example.org>
          Datum: Mo., 2. Nov. 2026 um 09:15 Uhr
          Betreff: Angebot: Dach
          An: <bob@example.net>, "Carl, Jr." <carl@example.net>
          Cc: dora@example.net

          Guten Tag,
          anbei das Angebot.
          """, subject: "Fwd: Angebot: Dach"))
    #expect(mail.note == "Can you take this?")
    #expect(mail.from == MailAddress(name: "Ada Beispiel", address: "ada@example.org"))
    #expect(mail.subject == "Angebot: Dach")
    #expect(mail.date == "Mo., 2. Nov. 2026 um 09:15 Uhr")
    #expect(mail.to.map(\.address) == ["bob@example.net", "carl@example.net"])
    #expect(mail.cc.map(\.address) == ["dora@example.net"])
    #expect(mail.body == "Guten Tag,\nanbei das Angebot.")
  }

  @Test(
    "a block without a separator is a forward only where the subject says so",
    arguments: [("FW: Plan", true), ("WG: Plan", true), ("RE: Plan", false), ("Ynt: Plan", false)])
  func bareBlock(_ subject: String, _ isForward: Bool) {
    let body = """
      See below.

      Von: Ada <ada@example.org>
      Gesendet: Montag, 2. November 2026 09:15
      An: Bob <bob@example.net>
      Betreff: Plan
      Der Plan steht.
      """
    #expect((ForwardParser.parse(body: body, subject: subject) != nil) == isForward)
  }

  @Test("quote marks are taken off a forward that stands in quotes")
  func quoted() throws {
    let mail = try #require(
      ForwardParser.parse(
        body: "> Début du message transféré :\n>\n> De: Zoé <zoe@example.fr>\n> Objet: Clé\n"
          + "> Date: 2 novembre 2026 à 10:00:00\n> À: max@example.fr\n>\n> Bonjour\n> > cité\n",
        subject: nil))
    #expect(mail.body == "Bonjour\n> cité")
    #expect(mail.from?.name == "Zoé")
  }

  @Test("a forward in a forward is unwrapped too")
  func nested() {
    let inner = """
      ---------- Forwarded message ---------
      From: Inner <i@example.com>
      Date: Tue, Nov 3, 2026
      Subject: Deep
      To: <o@example.com>

      core
      """
    let body = """
      ---------- Forwarded message ---------
      From: Outer <o@example.com>
      Date: Wed, Nov 4, 2026
      Subject: Fwd: Deep
      To: <me@example.com>

      fyi

      \(inner)
      """
    let chain = ForwardParser.chain(body: body, subject: "Fwd: Fwd: Deep")
    #expect(chain.map { $0.from?.name } == ["Outer", "Inner"])
    #expect(chain.last?.body == "core")
    #expect(chain.last?.note == "fyi")
  }

  @Test(
    "what answers or only speaks of forwarding is no forward",
    arguments: [
      "Thanks for forwarding this.\n\nOn Mon, 2 Nov 2026 at 10:00, A <a@b.c> wrote:\n> hi\n",
      "I forwarded it:\nFrom: here\n",
      "Yes.\n\n-----Original Message-----\nFrom: A <a@b.c>\nSent: Monday\nTo: B\nSubject: x\n\nhi",
      "On Mon, 2 Nov 2026 at 10:00, A <a@b.c> wrote:\n> ---------- Forwarded message ---------\n"
        + "> From: X <x@y.z>\n> Date: 1 Nov\n> Subject: s\n> To: a@b.c\n>\n> text",
      "", "\n\n\n", ">", "-----", "From:",
    ])
  func noForward(_ body: String) {
    #expect(ForwardParser.parse(body: body, subject: "Re: x") == nil)
    #expect(ForwardParser.parse(body: body, subject: nil) == nil)
  }
}
