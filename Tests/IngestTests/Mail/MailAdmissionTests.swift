import FoundationEssentials
import Shared
import Testing

@testable import Ingest

@Suite struct MailAdmissionTests {
  private func decide(
    _ header: String, change: (inout InboundRoute) -> Void = { _ in }
  ) -> MailAdmission {
    var route = InboundRoute(slug: "k7", as: Actor(user: UUID(), workspace: UUID()))
    change(&route)
    let mail = MailParser.parse(Array((header + "\nbody").utf8))
    return MailAdmission.decide(
      mail, envelopeSender: nil, route: route, ownerAddress: "Ada@example.org",
      trusted: ["mx.example.net"])
  }

  private let pass = "Authentication-Results: mx.example.net; dmarc=pass header.from=example.org\n"
  private let fail = "Authentication-Results: mx.example.net; dmarc=fail header.from=example.org\n"

  @Test("an owner is who the address's user is and a trusted server has proven")
  func owner() {
    #expect(decide(pass + "From: ada@example.org\n").sender == .owner)
    #expect(decide("From: ada@example.org\n").sender == .outsider)
    #expect(decide(pass + "From: bob@example.org\n").sender == .outsider)
    #expect(
      decide(pass + "From: ada@example.org, bob@example.org\n").sender == .outsider)
  }

  @Test(
    "what an attacker writes into quotes or comments of the results proves nothing",
    arguments: [
      #"spf=pass smtp.mailfrom="x; dmarc=pass header.from=example.org; y"@evil.example"#,
      #"spf=pass smtp.mailfrom="x\"; dmarc=pass header.from=example.org; \"y"@evil.example"#,
      #"spf=pass smtp.mailfrom="(x"@evil.example; (dmarc=pass header.from=example.org)"#,
      #"spf=pass (a (b); dmarc=pass header.from=example.org; c) smtp.mailfrom=x@y.z"#,
      #"spf=pass (\); dmarc=pass header.from=example.org; ) smtp.mailfrom=x@y.z"#,
      #"spf=pass ("; dmarc=pass header.from=example.org; "(") smtp.mailfrom=x@y.z)"#,
      #"spf=pass smtp.mailfrom="x dmarc=pass" dmarc=pass header.from=example.org"#,
      #""dmarc"=pass header.from=example.org"#, "spf dmarc=pass header.from=example.org",
    ])
  func injection(_ clauses: String) {
    let results =
      "Authentication-Results: mx.example.net; \(clauses); dmarc=fail header.from=example.org\n"
    let admission = decide(results + "From: ada@example.org\nSubject: Injected !1 tomorrow\n")
    #expect(admission.sender == .outsider)
    #expect(admission.proven == nil)
    #expect(admission.reason == "authentication_failed")
  }

  @Test("results that contradict themselves or do not end, and two From fields, prove nothing")
  func contradiction() {
    let from = "From: ada@example.org\n"
    let server = "Authentication-Results: mx.example.net; "
    for clauses in [
      "dmarc=pass header.from=example.org; dmarc=fail header.from=example.org",
      "dmarc=pass header.from=example.org; dmarc=pass header.from=evil.example",
      "dmarc=pass header.from=example.org header.from=evil.example",
      "dmarc=pass header.from=example.org; spf=pass smtp.mailfrom=\"x",
      "dmarc=pass header.from=example.org (x",
    ] {
      let admission = decide(server + clauses + "\n" + from)
      #expect(admission.sender == .outsider, "\(clauses)")
      #expect(admission.proven == nil)
    }
    #expect(decide(pass + from + "From: bob@example.org\n").sender == .outsider)
    #expect(decide(pass + "From: bob@example.org\n" + from).sender == .outsider)
    // The same clause twice, quotes, comments and blanks where they may stand, contradict nothing.
    for clauses in [
      "dmarc=pass header.from=example.org; dmarc=pass header.from=example.org",
      "spf=none; dmarc/1 = (good) pass (p=none) reason=\"a;b\" header.from=\"example.org\"",
      "dkim=pass header.b=\"a/b=\" header.d=example.org; dmarc=pass header.from=Example.org",
    ] {
      #expect(decide(server + clauses + "\n" + from).sender == .owner, "\(clauses)")
    }
  }

  @Test("lists, mass mail and the null sender are recorded, and become what the address says")
  func massMail() {
    let list = "List-Id: <a.b>\nPrecedence: bulk\nAuto-Submitted: auto-generated\nFrom: x@y.z\n"
    #expect(decide(list).disposition == .accept)
    #expect(decide(list).automation == .list)
    let dropped = decide(list) { $0.listMail = .drop }
    #expect(dropped.disposition == .drop)
    #expect(dropped.reason == "list_mail")
    #expect(decide(list) { $0.bulkMail = .drop }.disposition == .accept)
    let bulk = "List-Unsubscribe: <mailto:a@b.c>\nFrom: x@y.z\n"
    #expect(decide(bulk) { $0.bulkMail = .quarantine }.reason == "bulk_mail")
    #expect(decide(bulk) { $0.listMail = .drop }.disposition == .accept)
    let null = "Return-Path: <>\nFrom: x@y.z\n"
    #expect(decide(null).automation == .nullSender)
    #expect(decide(null).disposition == .accept)
    #expect(decide(null) { $0.bulkMail = .drop }.disposition == .drop)
    // A welcome sender's list is welcome, and what is refused is refused whatever it is.
    #expect(
      decide(list) {
        $0.listMail = .drop
        $0.allowedSenders = ["@y.z"]
      }.disposition == .accept)
    #expect(
      decide(list) {
        $0.listMail = .quarantine
        $0.unknownSender = .reject
      }.disposition == .reject)
  }

  @Test("each policy of the address has its effect")
  func policies() {
    #expect(decide("From: x@y.z\n").disposition == .accept)
    #expect(decide(fail + "From: ada@example.org\n").disposition == .quarantine)
    #expect(
      decide(fail + "From: ada@example.org\n") { $0.failedAuthentication = .reject }.disposition
        == .reject)
    #expect(decide("Auto-Submitted: auto-replied\nFrom: x@y.z\n").disposition == .drop)
    #expect(
      decide("Auto-Submitted: auto-replied\nFrom: x@y.z\n") { $0.automaticMail = .accept }
        .disposition == .accept)
    let stranger = decide("From: x@y.z\n") { $0.unknownSender = .quarantine }
    #expect(stranger.disposition == .quarantine)
    #expect(stranger.reason == "unknown_sender")
    let known = decide("From: x@Y.z\n") {
      $0.unknownSender = .reject
      $0.allowedSenders = ["@y.z"]
    }
    #expect(known.disposition == .accept)
    #expect(decide("List-Id: <a.b>\nFrom: x@y.z\n").disposition == .accept)
  }
}
