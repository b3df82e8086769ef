/// The body of a mail, turned from HTML to Markdown.
///
/// Links keep their addresses; an image that came with the mail (`cid:`, `data:`) is referred to,
/// any other is replaced by its words, so that nothing is ever fetched from outside. Text that
/// the mail hides and tracking pixels are left out and counted.
public enum MailBodyMarkdown {
  /// Reads the HTML of a mail's body, all of it or the pieces that are wanted.
  ///
  /// A content identifier that has no address stays `cid:…`; a `data:` image becomes
  /// `attachment:image-1.png` and is handed out under that name. libxml2 sees the bytes: call this
  /// in a sandbox child (`SandboxPool`), not in the worker itself.
  public static func convert(_ request: MailBodyRequest) -> MarkdownResult {
    let document = HTMLDocument(request.html, hints: HTMLHints(charset: request.charset))
    let hidden = HiddenParts(of: document, comparesColors: true)
    let images = document.embedded.map { EmbeddedImage($0) }
    var options = MarkdownOptions(images: .words, contentIDs: request.contentIDs)
    let names = images.enumerated().map { place, image in
      "image-\(request.firstImage + place)" + (image?.fileEnding ?? "")
    }
    for place in images.indices where images[place] != nil {
      options.pictures[place] = "attachment:" + names[place]
    }
    let lines = MailBodyLines(document, hidden: hidden.nodes)
    var result = MarkdownResult(markdown: "")
    result.lines = String(decoding: lines.text, as: UTF8.self)
    var used: [Int] = []
    if let pieces = request.pieces {
      result.pieces = write(pieces, of: document, lines, options, &used)
    } else {
      var writer = MarkdownWriter(document, skipping: hidden.nodes, options: options)
      result.markdown = writer.write()
      used = writer.embedded
    }
    for place in Set(used).sorted() {
      guard images.indices.contains(place), var image = images[place] else { continue }
      image.name = names[place]
      result.embedded.append(image)
    }
    result.hiddenCount = hidden.hiddenCount
    result.pixelCount = hidden.pixelCount
    result.isTruncated = document.isTruncated
    return result
  }

  /// The Markdown of each piece; nil where one cannot be cut out of the tree.
  private static func write(
    _ pieces: [BodyPiece], of document: HTMLDocument, _ lines: MailBodyLines,
    _ options: MarkdownOptions, _ used: inout [Int]
  ) -> [String]? {
    var texts: [String] = []
    for piece in pieces {
      guard let cut = lines.cut(to: piece.lines) else { return nil }
      guard let kept = cut.kept else {
        texts.append("")
        continue
      }
      var writer = MarkdownWriter(document, skipping: cut.skipped, options: options)
      let around = piece.isUnquoted ? container(of: kept, in: document) : nil
      texts.append(around.map { writer.write(inside: $0) } ?? writer.write())
      used += writer.embedded
    }
    return texts
  }

  /// The quotation, list item or cell that holds all of the nodes; nil where nothing such does.
  private static func container(of kept: ClosedRange<Int>, in document: HTMLDocument) -> Int? {
    var node = document.parent(kept.lowerBound)
    while node != 0 {
      if document.end(of: node) > kept.upperBound {
        switch document.tag(node) {
        case .blockquote, .li, .dd, .td, .th: return node
        default: break
        }
      }
      node = document.parent(node)
    }
    return nil
  }
}
