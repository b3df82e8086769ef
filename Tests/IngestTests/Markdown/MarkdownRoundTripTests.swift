import Testing

@testable import Ingest

@Suite struct MarkdownRoundTripTests {
  private func fold(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "\u{A0}" }.joined(separator: " ")
  }

  @Test("rendered back, the Markdown has the text of the tree")
  func roundTrip() {
    let start = UInt64.random(in: 0...UInt64.max / 2)
    var shortest: (seed: UInt64, html: String, report: String)?
    for seed in start..<start + 1_000 {
      let html = RandomHTML.make(seed: seed)
      if let shortest, html.utf8.count >= shortest.html.utf8.count { continue }
      let document = HTMLDocument(Array(html.utf8))
      let hidden = HiddenParts(of: document).nodes
      var writer = MarkdownWriter(document, skipping: hidden)
      let markdown = writer.write()
      let tree = fold(
        String(
          decoding: HTMLText.render(document, leavingOut: { hidden.contains($0) }), as: UTF8.self))
      let text = fold(MarkdownText.render(markdown))
      if text != tree { shortest = (seed, html, "\(text)\nis not\n\(tree)\nin\n\(markdown)") }
    }
    if let shortest {
      Issue.record("seed \(shortest.seed): \(shortest.html)\n\(shortest.report)")
    }
  }
}
