import Shared
import Testing

@testable import Fractal

@Suite struct ServiceCheckTests {
  @Test(
    "host and port are taken from a web address",
    arguments: [
      ("http://qdrant:6333/", "qdrant:6333"), ("https://q.example.org/x", "q.example.org:443"),
      ("http://user:word@[::1]:7/", "[::1]:7"), ("http://h?x=1", "h:80"),
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
}
