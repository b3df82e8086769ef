import Shared
import Testing

@testable import Fractal

@Suite struct ServiceCheckTests {
  @Test(
    "host and port are taken from a web address",
    arguments: [
      ("http://qdrant:6333/", "qdrant:6333"), ("https://q.example.org/x", "q.example.org:443"),
      ("http://user:word@[::1]:7/", "[::1]:7"), ("http://h?x=1", "h:80"),
      ("smtps://u:p@mx.example.org", "mx.example.org:465"), ("smtp://mx:587", "mx:587"),
    ])
  func addresses(url: String, expected: String) {
    #expect(ServiceCheck.address(of: url)?.settingText == expected)
  }

  @Test("a service that nobody runs is a failure with advice")
  func unreachable() async throws {
    let settings = try Settings(environment: ["QDRANT_URL": "http://127.0.0.1:1"])
    let findings = await ServiceCheck(settings: settings).findings()
    #expect(findings.map(\.verdict) == [.failed])
    #expect(findings.first?.facts.contains("127.0.0.1:1") == true)
  }

  @Test("a mail server without a sender, and a sender without one, is half a setting")
  func halfSet() async throws {
    let settings = try Settings(environment: ["MAIL_FROM": "fractal@example.org"])
    let findings = await ServiceCheck(settings: settings).findings()
    #expect(findings.map(\.verdict) == [.failed])
  }
}
