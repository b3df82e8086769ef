import Testing

@testable import Ingest

@Suite struct TypedSubjectTests {
  private func typed(_ subject: String, _ inner: String?) -> String? {
    var mail = ForwardedMail()
    mail.subject = inner
    return TypedSubject(subject, forwarded: mail)?.words
  }

  @Test("a new mail's subject is its sender's own, an answer's is not")
  func plain() {
    #expect(TypedSubject("Invoice #a !1", forwarded: nil)?.words == "Invoice #a !1")
    #expect(TypedSubject("Re: Invoice #a !1", forwarded: nil) == nil)
    #expect(TypedSubject("Fwd: Invoice #a !1", forwarded: nil) == nil)
    #expect(TypedSubject(nil, forwarded: nil) == nil)
  }

  @Test("of a forward only what stands beside the old subject, or in its place, was typed")
  func forward() {
    #expect(typed("Fwd: Invoice 7 #a !1", "Invoice  7") == "#a !1")
    #expect(typed("#a !1 Fwd: Invoice 7", "Re: Invoice 7") == "#a !1")
    #expect(typed("WG: !2 Rechnung 7", "AW: Rechnung 7") == "!2")
    #expect(typed("Fwd: pay Bob #a tomorrow", "Invoice 7") == "pay Bob #a tomorrow")
    #expect(typed("pay Bob #a", "Invoice 7") == "pay Bob #a")
  }

  @Test("signs that the old subject brought along command nothing")
  func old() {
    #expect(typed("Fwd: Invoice #a !1", "Invoice #a !1") == nil)
    #expect(typed("Fwd: Invoice #a", "Invoice #a !1") == nil)
    #expect(typed("[list] Invoice #a !1", "Re: invoice 7 !1") == nil)
    #expect(typed("Fwd: Invoice #a", nil) == nil)
    #expect(typed("Fwd:", "Invoice #a") == nil)
  }

  @Test("the old subject stays in the title, with the words that were no commands")
  func title() throws {
    var mail = ForwardedMail()
    mail.subject = "Invoice 7"
    let after = try #require(TypedSubject("Fwd: Invoice 7 #a !1", forwarded: mail))
    #expect(after.title(rest: "#a !1") == "Invoice 7")
    #expect(after.title(rest: "for Bob") == "Invoice 7 for Bob")
    let before = try #require(TypedSubject("Fwd: urgent !1 Invoice 7", forwarded: mail))
    #expect(before.title(rest: "urgent") == "urgent Invoice 7")
  }
}
