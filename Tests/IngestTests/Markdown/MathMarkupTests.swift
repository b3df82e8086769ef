import Shared
import Support
import Testing

@testable import Ingest

@Suite struct MathMarkupTests {
  private func text(_ html: String) -> (words: String, markdown: String) {
    let document = HTMLDocument(
      Array(html.utf8), hints: HTMLHints(baseAddress: "https://a.example"))
    let hidden = HiddenParts(of: document).nodes
    let words = HTMLText.render(document, leavingOut: { hidden.contains($0) })
    var writer = MarkdownWriter(document, skipping: hidden)
    return (String(decoding: words, as: UTF8.self), writer.write())
  }

  @Test(
    "a formula without TeX is written as TeX, so that nothing in it runs together",
    arguments: [
      ("<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>", "\\frac{a}{b + 1}"),
      ("<msqrt><msup><mi>x</mi><mn>2</mn></msup></msqrt>", "\\sqrt{x^{2}}"),
      ("<mroot><mn>8</mn><mn>3</mn></mroot>", "\\sqrt[3]{8}"),
      ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_{i}^{2}"),
      (
        "<munderover><mo>∑</mo><mrow><mi>k</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>",
        "\\sum_{k = 1}^{n}"
      ),
      ("<munder><mi>lim</mi><mi>n</mi></munder>", "\\lim_{n}"),
      ("<mover><mi>F</mi><mo>→</mo></mover>", "\\vec{F}"),
      ("<mover><mi>F</mi><mo>!</mo></mover>", "\\overset{!}{F}"),
      ("<munder><mi>F</mi><mi>G</mi></munder>", "\\underset{G}{F}"),
      ("<mi>λ</mi><mo>≤</mo><mi>Ω</mi><mo>−</mo><mn>1</mn>", "\\lambda \\leq \\Omega - 1"),
      ("<mi>f</mi><mo>\u{2061}</mo><mo>(</mo><mi>x</mi><mo>,</mo><mi>y</mi><mo>)</mo>", "f (x, y)"),
      ("<mi>sin</mi><mi>x</mi><mtext> if 5% &amp; up </mtext>", "\\sin x \\text{if 5\\% \\& up}"),
      (
        "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd>"
          + "<mtd><mi>d</mi></mtd></mtr></mtable>",
        "\\begin{matrix} a & b \\\\ c & d \\end{matrix}"
      ),
      ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "\\left( a, b \\right)"),
      ("<mfrac linethickness=0><mi>n</mi><mi>k</mi></mfrac>", "{n \\atop k}"),
      ("<msup><mrow><mi>a</mi><mi>b</mi></mrow><mn>2</mn></msup>", "{a b}^{2}"),
      ("<semantics><mi>a</mi><annotation encoding='text/plain'>no</annotation></semantics>", "a"),
      ("<mfrac><mi>a</mi></mfrac><mphantom><mi>b</mi></mphantom>", "a"),
    ])
  func formulas(markup: String, tex: String) {
    #expect(text("<p><math>\(markup)</math></p>").words == "$\(tex)$")
  }

  @Test("TeX that the page carries comes before what could be made of its markup")
  func carried() {
    let math = "<math alttext='{\\displaystyle x^{2}}'><msup><mi>x</mi><mn>2</mn></msup></math>"
    #expect(text("<p>is \(math) so").markdown == "is $x^{2}$ so\n")
    let drawn = "<span class=katex><span class=katex-html>x2</span></span>"
    #expect(text("<p>is <span data-math='x^2'>\(drawn)</span> so").words == "is $x^2$ so")
    #expect(text("<p>is <i class=block data-tex='x^2'>x2</i> so").words == "is\n$$x^2$$\nso")
    #expect(
      text("<table><tr><th>a<th>b<tr><td>c<td><span class=block data-tex='x^2'>x2</span></table>")
        .markdown
        .contains("| c | $x^2$ |"))
    // Without any source what is drawn is better than nothing.
    #expect(text("<p>is \(drawn) so").words == "is x2 so")
    // Around paragraphs such an attribute says something else.
    #expect(text("<div data-tex='yes'><p>One</p><p>Two</p></div>").words == "One\nTwo")
  }

  @Test("a formula that is hidden for a picture of it counts, and the picture is no second one")
  func pictured() {
    let math = "<math alttext='x^{2}'><msup><mi>x</mi><mn>2</mn></msup></math>"
    let both =
      "<p>is <span><span style='display: none'>\(math)</span>"
      + "<img src=/x.svg alt='x^{2}'></span> so"
    #expect(text(both).markdown == "is $x^{2}$ so\n")
    #expect(text(both).words == "is $x^{2}$ so")
    let other = both.replacing("alt='x^{2}'", with: "alt='A curve'")
    #expect(text(other).markdown.contains("![A curve](https://a.example/x.svg)"))
    #expect(text("<p>is <span hidden>\(math) and more</span> so").words == "is so")
  }

  @Test("formulas of any shape end, however deep they are")
  func anything() {
    let deep = String(repeating: "<msqrt><mover>", count: 3_000) + "<mi>x</mi>"
    #expect(text("<math>\(deep)</math>").words.utf8.count < 100_000)
    let names = [
      "mfrac", "msqrt", "mroot", "msub", "munderover", "mtable", "mtr", "mtd", "mfenced", "mover",
      "semantics", "mrow", "mtext",
    ]
    var random = SeededRandom(seed: 11)
    for _ in 0..<300 {
      var html = "<math>"
      for _ in 0..<Int(random.next() % 30) {
        let name = names[Int(random.next() % UInt64(names.count))]
        html += random.next() % 3 == 0 ? "</\(name)>" : "<\(name)><mi>x</mi>"
      }
      let found = text(html).words
      #expect(found.utf8.count <= html.utf8.count * 8 + 64, "\(html)")
    }
  }
}
