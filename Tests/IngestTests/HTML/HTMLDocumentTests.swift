import Testing

@testable import Ingest

@Suite struct HTMLDocumentTests {
  /// Markup made to exhaust a parser; its name is what reports show.
  struct Hostile: CustomTestStringConvertible {
    let testDescription: String
    let html: String
    let isTruncated: Bool

    init(
      _ name: String, _ piece: String, _ count: Int = 1, then second: String = "",
      isTruncated: Bool = false
    ) {
      testDescription = name
      html = String(repeating: piece, count: count) + String(repeating: second, count: count * 2)
      self.isTruncated = isTruncated
    }
  }

  /// The tree as nested brackets, for comparison.
  private func outline(_ html: String) -> String {
    let document = HTMLDocument(Array(html.utf8))
    func describe(_ node: Int) -> String {
      if document.tag(node) == .text { return String(decoding: document.text(node), as: UTF8.self) }
      let inner = document.children(of: node).map(describe).joined()
      return "\(document.tag(node).name)(\(inner))"
    }
    let body = document.first(.body) ?? 0
    return document.children(of: body).map(describe).joined()
  }

  @Test("every kept attribute has a bit of its own")
  func attributeBits() {
    #expect(HTMLAttributeName.allCases.count <= UInt64.bitWidth)
  }

  @Test(
    "markup is read as browsers read it",
    arguments: [
      ("<p>a<section>b</section>", "p(a)section(b)"),
      ("<p>a<figure>b</figure>c", "p(a)figure(b)c"),
      ("<ul><li>a<li>b</ul>", "ul(li(a)li(b))"),
      ("<ul><li>a<ul><li>b</ul><li>c</ul>", "ul(li(aul(li(b)))li(c))"),
      ("<table>x<tr><td>y</table>", "xtable(tr(td(y)))"),
      ("<div><table><tr><td>1</td></tr>late</table></div>", "div(latetable(tr(td(1))))"),
      ("<table><tr><td>a</div>b</td></tr></table>", "table(tr(td(ab)))"),
      ("a<b>c</b></i>d", "ab(c)d"),
      ("<div/>x", "div(x)"),
      ("1 < 2 && 3 &lt; 4 &copy 5 &#128; &notanentity;", "1 < 2 && 3 < 4 © 5 € &notanentity;"),
      ("a\0b", "ab"),
      ("x<!-- <b> -->y<!>z<![CDATA[q]]>", "xyz"),
      ("<script>if (a < b) {}</script><style>p{}</style>t", "t"),
      ("<title>a <b> c</title>", "title(a <b> c)"),
      ("<svg><g><svg/></g><text>no</text></svg>yes", "yes"),
      ("<p>a<br/>b<wbr>c", "p(abr()bc)"),
      ("<h1>a<h2>b", "h1(a)h2(b)"),
      ("<select><option>a<option>b</select>", "select(option(a)option(b))"),
      ("<a href=1>x<a href=2>y", "a(x)a(y)"),
    ])
  func reading(html: String, expected: String) {
    #expect(outline(html) == expected)
  }

  @Test("attributes keep their first value, decoded")
  func attributes() {
    let document = HTMLDocument(
      Array(
        "<a href='/x?a=1&amp;b=2&copy=3' href=no title=\"q &quot;z&quot; &#8364;\" onclick=no>t</a>"
          .utf8))
    #expect(document.attribute(.href, of: 2) == "/x?a=1&b=2&copy=3")
    #expect(document.attribute(.title, of: 2) == "q \"z\" €")
    #expect(document.attribute(.class, of: 2) == nil)
  }

  @Test("images in the page itself and structured data are kept aside")
  func aside() {
    let html = """
      <img src="data:image/png;base64,AAAA"><script type="application/ld+json">{"a":1}</script>
      """
    let document = HTMLDocument(Array(html.utf8))
    #expect(document.embedded == [Array("data:image/png;base64,AAAA".utf8)])
    #expect(document.structuredData == [Array("{\"a\":1}".utf8)])
    #expect(document.attribute(.src, of: 2) == "data:#0")
  }

  @Test(
    "the character set is found by mark, hint, declaration and bytes",
    arguments: [
      ([0xEF, 0xBB, 0xBF] + Array("é".utf8), nil, "é", "utf-8"),
      ([0xFF, 0xFE, 0xE9, 0x00], nil, "é", "utf-16le"),
      ([0xFE, 0xFF, 0x00, 0xE9], nil, "é", "utf-16be"),
      ([0xE9], "iso-8859-1", "é", "windows-1252"),
      ([0x93, 0xE9, 0x94], nil, "“é”", "windows-1252"),
      (Array("<meta charset=koi8-r>".utf8) + [0xC1], nil, "а", "koi8-r"),
      (Array("é".utf8), "windows-1252", "Ã©", "windows-1252"),
      (Array("<meta charset=utf-7>é".utf8), nil, "é", "utf-8"),
      (Array("<meta charset=shift_jis>".utf8) + [0x82, 0xA0], nil, "あ", "cp932"),
    ] as [([UInt8], String?, String, String)])
  func charsets(bytes: [UInt8], hint: String?, text: String, charset: String) {
    let document = HTMLDocument(bytes, hints: HTMLHints(charset: hint))
    #expect(String(decoding: HTMLText.render(document), as: UTF8.self) == text)
    #expect(document.charset == charset)
  }

  @Test(
    "hostile markup is read in linear time and marked where it was cut",
    arguments: [
      Hostile("nested", "<div>", 200_000, isTruncated: true),
      Hostile("attributes", "<div " + (0..<80_000).map { "a\($0)=1" }.joined(separator: " ") + ">"),
      Hostile("stray ends after open tags", "<b>", 20_000, then: "</x>", isTruncated: true),
      Hostile("stray ends", "</x>", 200_000),
      Hostile("tables", "<table><tr><td>x", 20_000, isTruncated: true),
      Hostile("words in tables", "<table>x", 20_000, isTruncated: true),
      Hostile("ampersands", "&", 500_000),
      Hostile("signs", "<", 500_000),
    ])
  func hostile(input: Hostile) {
    var document: HTMLDocument?
    let elapsed = ContinuousClock().measure {
      document = HTMLDocument(Array((input.html + " end").utf8))
    }
    let text = document.map { String(decoding: HTMLText.render($0), as: UTF8.self) } ?? ""
    let hasEnd = text.contains("end")
    #expect(hasEnd)
    #expect(document?.isTruncated == input.isTruncated)
    #expect(elapsed < .seconds(20), "generous, because the build is not optimised")
  }
}
