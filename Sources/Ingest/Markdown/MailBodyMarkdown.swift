/// The body of a mail, turned from HTML to Markdown.
///
/// Links keep their addresses; an image that came with the mail (`cid:`, `data:`) is referred to,
/// any other is replaced by its words, so that nothing is ever fetched from outside. Text that
/// the mail hides and tracking pixels are left out and counted.
public enum MailBodyMarkdown {
  /// Reads the HTML of a mail's body.
  ///
  /// `contentIDs` gives the address that shall stand for each content identifier (without angle
  /// brackets); one that is missing stays `cid:…`. libxml2 sees the bytes: call this in a sandbox
  /// child (`SandboxPool`), not in the worker itself.
  public static func convert(
    _ html: [UInt8], charset: String? = nil, contentIDs: [String: String] = [:]
  ) -> MarkdownResult {
    let document = HTMLDocument(html, hints: HTMLHints(charset: charset))
    let hidden = HiddenParts(of: document, comparesColors: true)
    let options = MarkdownOptions(images: .words, contentIDs: contentIDs)
    var writer = MarkdownWriter(document, skipping: hidden.nodes, options: options)
    var result = MarkdownResult(markdown: writer.write())
    result.embedded = writer.embedded.map { place in
      let address = document.embedded.indices.contains(place) ? document.embedded[place] : []
      // One that cannot be read keeps its number, so that the others keep theirs.
      return EmbeddedImage(address)
        ?? EmbeddedImage(mediaType: "application/octet-stream", bytes: [])
    }
    result.hiddenCount = hidden.hiddenCount
    result.pixelCount = hidden.pixelCount
    result.isTruncated = document.isTruncated
    return result
  }
}
