import Testing

@testable import Ingest

@Suite struct MarkdownHTMLTests {
  @Test("tables, code, footnotes and check lists are rendered")
  func blocks() {
    let html = MarkdownText.html(
      "| a |\n|---|\n| b |\n\n```swift\nlet x = 1 < 2\n```\n\n- [ ] one\n\nx[^1]\n\n[^1]: note\n",
      pictures: false)
    #expect(html.contains("<table>"))
    #expect(html.contains("language-swift"))
    #expect(html.contains("1 &lt; 2"))
    #expect(html.contains("type=\"checkbox\""))
    #expect(html.contains("footnote"))
  }

  @Test(
    "nothing that runs comes through",
    arguments: [
      "<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "[x](javascript:alert(1))",
      "[x](JaVaScRiPt:alert(1))", "![x](data:image/svg+xml;base64,PHN2Zz4=)",
      "<https://example.com/\"onmouseover=alert(1)>", "[x](vbscript:x)", "[x](file:///etc/passwd)",
      "<iframe src=\"https://example.com\"></iframe>",
    ])
  func hostile(markdown: String) {
    for pictures in [true, false] {
      let html = MarkdownText.html(markdown, pictures: pictures).lowercased()
      for bad in [
        "<script", "<img src=x", "javascript:", "data:", "vbscript:", "file:", "<iframe", "\"onm",
      ] {
        #expect(!html.contains(bad), "\(bad) in \(html)")
      }
    }
  }

  @Test("a picture is a link to itself until pictures are wanted")
  func pictures() {
    let markdown = "![A *cat*](https://b.example/cat.jpg) ![](https://b.example/dog.jpg)"
    let without = MarkdownText.html(markdown, pictures: false)
    #expect(!without.contains("<img"))
    #expect(without.contains("<a href=\"https://b.example/cat.jpg\">🖼 A <em>cat</em></a>"))
    #expect(without.contains("<a href=\"https://b.example/dog.jpg\">[picture]</a>"))
    let with = MarkdownText.html(markdown, pictures: true)
    #expect(with.contains("<img src=\"https://b.example/cat.jpg\" alt=\"A cat\" />"))
    let linked = MarkdownText.html(
      "[![cat](https://b.example/cat.jpg)](https://c.example/)", pictures: false)
    #expect(linked.contains("<a href=\"https://c.example/\">🖼 cat</a>"))
  }
}
