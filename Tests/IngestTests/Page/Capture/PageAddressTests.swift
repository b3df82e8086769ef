import Shared
import Testing

@testable import Ingest

@Suite struct PageAddressTests {
  @Test(
    "what does not tell pages apart is no part of an address",
    arguments: [
      ("https://Example.COM:443/a", "https://example.com/a"),
      ("http://example.com", "https://example.com/"),
      ("https://www.example.com/a/", "https://example.com/a"),
      ("https://ann:secret@example.com/a", "https://example.com/a"),
      ("https://example.com:8443/a", "https://example.com:8443/a"),
      ("https://example.com/a#part", "https://example.com/a"),
      ("https://example.com/#/notes/7", "https://example.com/#/notes/7"),
      ("https://example.com/#!/notes/7", "https://example.com/#!/notes/7"),
      ("https://example.com/a?utm_source=x&id=7&fbclid=y", "https://example.com/a?id=7"),
      ("https://example.com/a?utm_source=x", "https://example.com/a"),
      ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
      ("https://example.com/a?b=2&b=1", "https://example.com/a?b=2&b=1"),
      ("https://m.example.com/a", "https://example.com/a"),
      ("https://en.m.wikipedia.org/wiki/Tea", "https://en.wikipedia.org/wiki/Tea"),
      ("https://m.co/a", "https://m.co/a"),
      ("https://amp.example.com/a", "https://example.com/a"),
      ("https://example.com/a/amp/", "https://example.com/a"),
      ("https://example.com/a.amp.html", "https://example.com/a.html"),
      ("https://example.com/amp/a", "https://example.com/a"),
      ("https://example.com/amplifiers", "https://example.com/amplifiers"),
      ("https://example.com/a?amp=1", "https://example.com/a"),
      ("https://www.google.com/amp/s/example.com/a", "https://example.com/a"),
      ("https://example-com.cdn.ampproject.org/c/s/example.com/a", "https://example.com/a"),
      ("https://youtu.be/x7?t=40", "https://youtube.com/watch?v=x7"),
      ("https://m.youtube.com/watch?v=x7&list=p&si=q", "https://youtube.com/watch?v=x7"),
      ("https://www.youtube.com/playlist?list=p", "https://youtube.com/playlist?list=p"),
      ("https://example.com/a/../b/./c", "https://example.com/b/c"),
      ("https://example.com/%7Eann/%c3%a4", "https://example.com/~ann/%C3%A4"),
      ("https://10.0.0.1/a", "https://10.0.0.1/a"),
      ("https://[::1]:8080/a", "https://[::1]:8080/a"),
    ])
  func keys(text: String, key: String) throws {
    let address = try #require(PageAddress(text))
    #expect(address.key == key)
    let again = try #require(PageAddress(address.key))
    #expect(again.key == key, "the normal form is its own normal form")
    let clean = try #require(PageAddress(address.clean))
    #expect(clean.key == key, "the address for people leads to the same page")
  }

  @Test(
    "what is no web address has no form",
    arguments: [
      "", "example.com", "ftp://example.com/a", "javascript:alert(1)", "https://", "file:///a",
    ])
  func none(text: String) {
    #expect(PageAddress(text) == nil)
  }

  @Test("an address for people keeps what a browser needs")
  func clean() throws {
    let address = try #require(PageAddress("http://www.example.com/a/?gclid=1&q=tea#x"))
    #expect(address.clean == "http://www.example.com/a/?q=tea")
  }

  @Test("whatever an address holds, its form is found at once and is its own form")
  func anything() {
    var random = SeededRandom(seed: 42)
    let alphabet = Array("ab/?&=#%.:@[]mamp1-_~2F".utf8)
    for _ in 0..<20_000 {
      var bytes = Array("https://".utf8)
      for _ in 0..<Int(random.next() % 24) {
        bytes.append(alphabet[Int(random.next() % UInt64(alphabet.count))])
      }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let address = PageAddress(text) else { continue }
      #expect(PageAddress(address.key)?.key == address.key, "\(text)")
    }
  }
}
