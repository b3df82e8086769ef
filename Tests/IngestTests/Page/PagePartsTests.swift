import Shared
import Testing

@testable import Ingest

@Suite struct PagePartsTests {
  @Test(
    "JSON-LD is read with the faults that pages have",
    arguments: [
      "{\"a\": [1, 2,],}", "<![CDATA[{\"a\": [1, 2]}]]>", "/* c */ {\"a\": [1, 2]} // end",
      "<!-- {\"a\": [1, 2]} -->", "{\"a\": [1, 2]};",
    ])
  func tolerant(text: String) {
    #expect(TolerantJSON.parse(Array(text.utf8)) == ["a": [1, 2]])
  }

  @Test("a line feed inside a string is a blank, and hopeless text is nothing")
  func strings() {
    #expect(TolerantJSON.parse(Array("{\"a\": \"b\nc\"}".utf8)) == ["a": "b c"])
    #expect(TolerantJSON.parse(Array("{\"a\": ".utf8)) == nil)
  }

  @Test(
    "durations are read in the ways that pages write them",
    arguments: [
      ("PT1H5M", 3_900), ("P1DT2H", 93_600), ("12:34", 754), ("1:00:00", 3_600), ("90", 90),
      ("soon", nil), ("P3M", nil),
    ] as [(String, Int?)])
  func durations(text: String, expected: Int?) {
    #expect(PageDetailsReader.seconds(text) == expected)
  }

  @Test(
    "the registrable domain is what one owner registers",
    arguments: [
      ("www.example.com", "example.com"), ("a.b.example.co.uk", "example.co.uk"),
      ("ann.github.io", "ann.github.io"), ("x.ann.github.io", "ann.github.io"),
      ("localhost", "localhost"), ("10.0.0.1", "10.0.0.1"), ("example.de", "example.de"),
    ])
  func domains(host: String, expected: String) {
    #expect(RegistrableDomain.of(host) == expected)
  }

  @Test(
    "references are resolved as RFC 3986 says",
    arguments: [
      ("g", "http://a/b/c/g"), ("./g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
      ("//g/h", "http://g/h"), ("?y", "http://a/b/c/d;p?y"), ("g#s", "http://a/b/c/g#s"),
      ("../g", "http://a/b/g"), ("../../../g", "http://a/g"), ("#s", "http://a/b/c/d;p?q#s"),
      ("mailto:x@y", "mailto:x@y"),
    ])
  func references(reference: String, expected: String) throws {
    let base = try #require(WebAddress("http://a/b/c/d;p?q"))
    #expect(base.resolving(Array(reference.utf8)[...]) == expected)
  }

  @Test("an author is a person: sites, addresses and headings are none")
  func authors() {
    let page = { (meta: String) in
      let html = "<head>\(meta)</head><body><h1>T</h1><p>Words of the page.</p>"
      return PageReader.read(Array(html.utf8), address: "https://www.example.com/a").authors
    }
    #expect(page("<meta name=author content='By Ann Lee and Bo Ek'>") == ["Ann Lee", "Bo Ek"])
    #expect(page("<meta name=author content='admin'>") == [])
    #expect(page("<meta name=author content='https://example.com/ann'>") == [])
    #expect(
      page("<meta property=og:site_name content=Daily><meta name=author content=Daily>") == [])
    #expect(page("<meta name=citation_author content='Lee, Ann'>") == ["Ann Lee"])
  }

  @Test("hostile structured data neither ends the reader nor its time")
  func hostile() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(TolerantJSON.parse(Array(deep.utf8)) == nil)
  }
}
