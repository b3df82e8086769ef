import Shared
import Synchronization
import Testing

@testable import Fractal

@Suite struct ProtectionTests {
  private func client(_ peer: String, _ forwarded: [String], _ trusted: String) throws -> String {
    var headers = HTTPHeaders()
    for value in forwarded { headers.add("X-Forwarded-For", value) }
    return ClientAddress.resolve(
      peer: try #require(IPAddress(peer)), headers: headers,
      trusted: try #require(AddressRange.list(trusted))
    ).description
  }

  @Test("X-Forwarded-For counts only as far as trusted proxies vouch for it")
  func forwardedAddresses() throws {
    #expect(try client("198.51.100.7", ["192.0.2.1"], "") == "198.51.100.7")
    #expect(try client("198.51.100.7", ["192.0.2.1"], "10.0.0.0/8") == "198.51.100.7")
    #expect(try client("10.0.0.1", ["192.0.2.1"], "10.0.0.0/8") == "192.0.2.1")
    #expect(try client("10.0.0.1", ["1.1.1.1, 192.0.2.1"], "10.0.0.0/8") == "192.0.2.1")
    #expect(
      try client("10.0.0.1", ["1.1.1.1, 192.0.2.1", "10.0.0.2"], "10.0.0.0/8") == "192.0.2.1")
    #expect(try client("10.0.0.1", ["10.0.0.3,10.0.0.2"], "10.0.0.0/8") == "10.0.0.3")
    #expect(try client("10.0.0.1", ["192.0.2.1, nonsense"], "10.0.0.0/8") == "10.0.0.1")
    #expect(try client("10.0.0.1", ["192.0.2.1:4711"], "10.0.0.0/8") == "192.0.2.1")
    #expect(try client("::1", ["[2001:db8::1]:80"], "::1") == "2001:db8::1")
    #expect(try client("::ffff:10.0.0.1", ["2001:db8::9"], "10.0.0.0/8") == "2001:db8::9")
  }

  @Test("a key waits after the limit until its window ends, and no other key does")
  func limiter() throws {
    let clock = Mutex<Int64>(0)
    let limiter = FailureLimiter(limit: 2, windowSeconds: 10) { clock.withLock { $0 } }
    let here = FailureKey(client: try #require(IPAddress("192.0.2.1")))
    let there = FailureKey(client: try #require(IPAddress("192.0.2.2")))
    limiter.recordFailure([here])
    #expect(limiter.secondsToWait([here]) == nil)
    clock.withLock { $0 = 4_500 }
    limiter.recordFailure([here, FailureKey(token: "t")])
    #expect(limiter.secondsToWait([there, here]) == 6)
    #expect(limiter.secondsToWait([there, FailureKey(token: "t")]) == nil)
    clock.withLock { $0 = 10_000 }
    #expect(limiter.secondsToWait([here]) == nil)
  }

  @Test("the limiter's memory is bounded, and a flood of keys forgets the oldest first")
  func limiterMemory() throws {
    let clock = Mutex<Int64>(0)
    let limiter = FailureLimiter(limit: 1, windowSeconds: 10, capacity: 100) {
      clock.withLock { $0 }
    }
    for number in 0..<1_000 {
      clock.withLock { $0 += 1 }
      limiter.recordFailure([FailureKey(token: "\(number)")])
      #expect(limiter.count <= 100)
    }
    #expect(limiter.secondsToWait([FailureKey(token: "999")]) != nil)
    #expect(limiter.secondsToWait([FailureKey(token: "0")]) == nil)
  }

  @Test("addresses of one IPv6 network count together")
  func networks() throws {
    let first = FailureKey(client: try #require(IPAddress("2001:db8:1:2::1")))
    let second = FailureKey(client: try #require(IPAddress("2001:db8:1:2:ffff::9")))
    let third = FailureKey(client: try #require(IPAddress("2001:db8:1:3::1")))
    #expect(first == second)
    #expect(first != third)
  }

  @Test(
    "a download's name is safe for old clients and whole for new ones",
    arguments: [
      ("report.pdf", #"attachment; filename="report.pdf""#),
      ("../../etc/passwd", #"attachment; filename="passwd""#),
      ("..\\..\\x.exe", #"attachment; filename="x.exe""#),
      ("a\"b\r\nc.txt", "attachment; filename=\"a_bc.txt\"; filename*=UTF-8''a%22bc.txt"),
      ("Grüße.txt", "attachment; filename=\"Gr__e.txt\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt"),
      ("gpj.\u{202E}exe", #"attachment; filename="gpj.exe""#),
      ("", #"attachment; filename="attachment""#), ("...", #"attachment; filename="attachment""#),
    ])
  func dispositions(name: String, header: String) {
    #expect(ContentDisposition.attachment(fileName: name) == header)
  }
}
