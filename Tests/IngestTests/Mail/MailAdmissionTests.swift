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
