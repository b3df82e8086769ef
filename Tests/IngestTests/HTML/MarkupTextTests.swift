import Shared
import Support
import Testing

@testable import Ingest

@Suite struct MarkupTextTests {
  @Test(
    "words stay, tags go, blocks stand on lines of their own",
    arguments: [
      ("<p>Plan <b>three</b>\n evenings</p><p>not one</p>", "Plan three evenings\nnot one"),
      ("a<br>b<ul><li>c<li>d</ul>e", "a\nb\nc\nd\ne"),
      ("<td>1</td><td>2</td>", "1 2"),
      ("1 &lt; 2 &amp;&amp; x &#62; &#x79; &nbsp;&copy;", "1 < 2 && x > y ©"),
      ("AT&T &nonsense; &", "AT&T &nonsense; &"),
      ("a<!-- <b>not this</b> -->b", "ab"),
      ("<a title='>' href=\"x>y\">link</a>", "link"),
      ("a<script>if (1 < 2) f('</p>')</SCRIPT >b<style>p{}</style>c", "abc"),
      ("1 < 2 <3", "1 < 2 <3"),
      ("nul\u{0}byte &#0; end", "nulbyte &#0; end"),
      ("<p unfinished", ""),
    ])
  func examples(html: String, text: String) {
    #expect(MarkupText.plain(Array(html.utf8)) == text)
  }

  @Test("whatever comes ends, and gives no more than came")
  func anything() {
    var random = SeededRandom(seed: 7)
    let alphabet = Array("<>/!-&#x;\"' abscriptyle0\u{0}".utf8)
    for _ in 0..<5_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int(random.next() % 60) {
        bytes.append(alphabet[Int(random.next() % UInt64(alphabet.count))])
      }
      let text = MarkupText.plain(bytes)
      #expect(text.utf8.count <= bytes.count, "\(bytes)")
      #expect(!text.utf8.contains(0), "\(bytes)")
    }
  }
}
