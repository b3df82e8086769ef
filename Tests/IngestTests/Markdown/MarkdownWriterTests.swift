import Testing

@testable import Ingest

@Suite struct MarkdownWriterTests {
  private func markdown(_ html: String, base: String? = "https://example.com/a/b") -> String {
    let document = HTMLDocument(Array(html.utf8), hints: HTMLHints(baseAddress: base))
    var writer = MarkdownWriter(document, skipping: HiddenParts(of: document).nodes)
    return writer.write()
  }

  @Test(
    "elements become Markdown",
    arguments: [
      ("<h2>Title #</h2><p>One<br>two", "## Title \\#\n\nOne  \ntwo\n"),
      ("<p>a <b>bold </b>and <i>slanted</i>, <s>gone</s>", "a **bold** and *slanted*, ~~gone~~\n"),
      ("<b>a:</b>b", "a:b\n"),
      ("<b>a</b><b>b</b>", "**ab**\n"),
      ("<a href='../c?d=(e)'>link</a>", "[link](https://example.com/c?d=%28e%29)\n"),
      ("<a href='javascript:x()'>no</a>", "no\n"),
      (
        "<p>1. not a list<br>- nor this<br># nor this",
        "1\\. not a list  \n\\- nor this  \n\\# nor this\n"
      ),
      ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c\n"),
      ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b\n"),
      ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b\n"),
      ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c\n"),
      ("<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc\n"),
      (
        "<pre><code class='language-swift'>let a = `b`\n\n  c</code></pre>",
        "```swift\nlet a = `b`\n\n  c\n```\n"
      ),
      ("<p>use <code>a`b</code> now", "use ``a`b`` now\n"),
      (
        "<table><tr><th>a<th>b|c<tr><td>1<td><b>2</b></table>",
        "| a | b\\|c |\n| --- | --- |\n| 1 | **2** |\n"
      ),
      ("<img src=/x.png alt='An [image]'>", "![An \\[image\\]](https://example.com/x.png)\n"),
      (
        "<figure><img src=/x.png><figcaption>Words</figcaption></figure>",
        "![](https://example.com/x.png)\n\nWords\n"
      ),
      ("<p>a_b *c* [d] &lt;e> &amp;amp; f~g", "a_b \\*c\\* \\[d\\] \\<e> \\&amp; f\\~g\n"),
      (
        "<ul><li><input type=checkbox checked> done<li><input type=checkbox> open</ul>",
        "- [x] done\n- [ ] open\n"
      ),
      ("<math alttext='x^2'><mi>x</mi></math>", "$x^2$\n"),
      (
        "<p>a<sup><a href='#n1'>1</a></sup></p><ol><li id=n1>note <a href='#r'>↩</a></li></ol>",
        "a[^1]\n\n[^1]: note\n"
      ),
      (
        "<a href=/x><h3>T</h3><p>words</p></a>",
        "### [T](https://example.com/x)\n\n[words](https://example.com/x)\n"
      ),
      ("<p style='display:none'>no</p><p>yes", "yes\n"),
      ("<dl><dt>t<dd>d</dl>", "**t**\n\nd\n"),
      ("<div>a</div>b<span>c</span>", "a\n\nbc\n"),
    ])
  func elements(html: String, expected: String) {
    #expect(markdown(html) == expected)
  }

  @Test("a mail's own images are handed out, others become words, hidden text is counted")
  func mail() {
    let html = """
      <div style="display:none;max-height:0">preheader</div><p>Hi <img src="cid:a@b" alt="logo">
      <img src="data:image/gif;base64,R0lGODlh" alt=dot><img src="https://t.example/p" width=1 height=1>
      <img src="https://x.example/i.png" alt="Chart"></p>
      <p style="color:#fff">white on white</p><p style="font-size:0px">tiny</p>
      """
    let result = MailBodyMarkdown.convert(
      MailBodyRequest(Array(html.utf8), contentIDs: ["a@b": "attachment:1"]))
    #expect(result.markdown == "Hi ![logo](attachment:1) ![dot](attachment:image-1.gif) Chart\n")
    #expect(result.hiddenCount == 3)
    #expect(result.pixelCount == 1)
    #expect(result.embedded.map(\.mediaType) == ["image/gif"])
    #expect(result.embedded.first?.bytes == Array("GIF8\u{39}a".utf8))
  }
}
