public import Shared

/// Reads a captured page: its article, what it says about itself, and what kind of page it is.
///
/// libxml2 sees the bytes: call this in a sandbox child (`IngestSandbox`), not in the worker itself.
public enum PageReader {
  /// Reads the HTML of a page that was found at the address. Never fails: bytes that are no HTML
  /// give a draft in which little is known.
  public static func read(
    _ html: [UInt8], address: String?, charset: String? = nil
  ) -> PageDraft {
    let document = HTMLDocument(html, hints: HTMLHints(charset: charset, baseAddress: address))
    let hidden = HiddenParts(of: document)
    let content = MainContent(document, hidden: hidden)
    var draft = PageDraft()
    draft.isTruncated = document.isTruncated
    draft.text = String(
      decoding: HTMLText.render(document, leavingOut: { content.leftOut.contains($0) }),
      as: UTF8.self)
    let pictures = EmbeddedPictures(document, leavingOut: content.leftOut)
    var options = MarkdownOptions()
    options.pictures = pictures.addresses
    var writer = MarkdownWriter(document, skipping: content.leftOut, options: options)
    draft.markdown = writer.write()
    draft.pictures = pictures.pictures(at: writer.embedded)
    draft.leftOutPictureCount = pictures.leftOutCount
    for (block, score) in zip(content.blocks, content.scores) where score > 0.5 {
      draft.wordCount += block.words
    }
    describe(&draft, document, hidden, content)
    return draft
  }

  /// The blocks of a page with their features, for fitting `BlockModel`: `blocks` are texts,
  /// `features` all numbers one block after the other.
  public static func features(_ html: [UInt8], address: String?) -> JSONValue {
    let document = HTMLDocument(html, hints: HTMLHints(baseAddress: address))
    let blocks = PageBlocks(document, skipping: HiddenParts(of: document).nodes).blocks
    guard blocks.count <= PageLimits.weighedBlocks else {
      return .members(["blocks": [], "features": []])
    }
    let texts = blocks.map { block -> JSONValue in
      var writer = TextWriter()
      for node in block.first..<block.end {
        if document.tag(node) == .text {
          writer.add(document.text(node))
        } else if document.tag(node) == .br {
          writer.addBlank()
        }
      }
      return .string(String(decoding: writer.finish(), as: UTF8.self))
    }
    let features = PageFeatures(document, blocks).values.map { JSONValue.double(Double($0)) }
    return .members(["blocks": .array(texts), "features": .array(features)])
  }

  /// The Markdown of a part of a page that its reader had selected.
  public static func markdown(ofSelection html: [UInt8], address: String?) -> MarkdownResult {
    let document = HTMLDocument(html, hints: HTMLHints(charset: "utf-8", baseAddress: address))
    let hidden = HiddenParts(of: document)
    let pictures = EmbeddedPictures(document, leavingOut: hidden.nodes)
    var options = MarkdownOptions()
    options.pictures = pictures.addresses
    var writer = MarkdownWriter(document, skipping: hidden.nodes, options: options)
    var result = MarkdownResult(markdown: writer.write())
    result.embedded = pictures.pictures(at: writer.embedded).map {
      EmbeddedImage(mediaType: PictureFormat($0)?.rawValue ?? "", bytes: $0)
    }
    result.leftOutPictureCount = pictures.leftOutCount
    result.hiddenCount = hidden.hiddenCount
    result.pixelCount = hidden.pixelCount
    result.isTruncated = document.isTruncated
    return result
  }

  private static func describe(
    _ draft: inout PageDraft, _ document: HTMLDocument, _ hidden: HiddenParts,
    _ content: MainContent
  ) {
    let tags = MetaTags(document)
    let data = StructuredData(document)
    let address = document.baseAddress.flatMap(WebAddress.init)
    let host = address?.host ?? ""
    draft.siteName = siteName(tags, data)
    draft.language = language(document, tags, data)
    let title = TitleFinder(
      document: document, hidden: hidden.nodes, tags: tags, data: data, siteName: draft.siteName,
      host: host
    ).find()
    draft.title = title?.text
    draft.authors = AuthorFinder(
      document: document, hidden: hidden.nodes, tags: tags, data: data, siteName: draft.siteName,
      host: host, heading: title?.heading
    ).find()
    let dates = DateFinder(
      document: document, tags: tags, data: data, address: address, blocks: content.blocks,
      scores: content.scores, language: draft.language, heading: title?.heading)
    draft.published = dates.published()
    draft.modified = dates.modified()
    draft.excerpt = excerpt(tags, data, content, document)
    draft.image = (tags.first("og:image", "og:image:url", "twitter:image", "twitter:image:src"))
      .flatMap { absolute($0, address) }
    draft.canonical = canonical(tags, address)
    let (kind, thing) = PageKindFinder(
      address: address, tags: tags, data: data, document: document
    ).find()
    draft.kind = kind
    draft.details = PageDetailsReader(
      kind: kind, thing: thing, tags: tags, data: data, address: address
    ).read()
    if draft.kind == .generic, draft.wordCount > 250, draft.title != nil { draft.kind = .article }
  }

  private static func absolute(_ reference: String, _ address: WebAddress?) -> String? {
    address.map { $0.resolving(Array(reference.utf8)[...]) } ?? reference
  }

  private static func siteName(_ tags: MetaTags, _ data: StructuredData) -> String? {
    if let name = tags.first("og:site_name") { return name }
    if let publisher = data.article?.members["publisher"],
      let name = StructuredData.text(publisher),
      !name.hasPrefix("http"), !name.hasPrefix("#")
    {
      return name
    }
    return data.first(of: ["website"]).flatMap { StructuredData.text($0.members["name"]) }
      ?? tags.first("application-name")
  }

  private static func language(
    _ document: HTMLDocument, _ tags: MetaTags, _ data: StructuredData
  ) -> String? {
    let own = document.first(.html).flatMap { document.attribute(.lang, of: $0) }
    let given =
      own ?? tags.first("content-language", "language", "og:locale", "dc.language")
      ?? data.article.flatMap { StructuredData.text($0.members["inLanguage"]) }
    guard let tag = given?.trimmingBlanks.replacing("_", with: "-"), !tag.isEmpty, tag.count <= 35
    else { return nil }
    return tag
  }

  private static func excerpt(
    _ tags: MetaTags, _ data: StructuredData, _ content: MainContent, _ document: HTMLDocument
  ) -> String? {
    if let text = tags.first(
      "description", "og:description", "twitter:description", "dc.description",
      "dcterms.description", "sailthru.description")
    {
      return text
    }
    if let text = data.article.flatMap({ StructuredData.text($0.members["description"]) }) {
      return text
    }
    for (block, score) in zip(content.blocks, content.scores)
    where score > 0.5 && block.characters > 60 {
      return MetadataText.cleaned(
        String(
          decoding: HTMLText.render(
            document, block.container, leavingOut: { content.leftOut.contains($0) }), as: UTF8.self)
      )
    }
    return nil
  }

  private static func canonical(_ tags: MetaTags, _ address: WebAddress?) -> String? {
    for reference in [tags.link("canonical"), tags.first("og:url")].compactMap({ $0 }) {
      guard let text = absolute(reference, address), let found = WebAddress(text) else { continue }
      guard found.scheme == "http" || found.scheme == "https", !found.host.isEmpty else { continue }
      if let address {
        guard RegistrableDomain.of(found.host) == RegistrableDomain.of(address.host) else {
          continue
        }
        let isRoot = found.path.isEmpty || found.path == "/"
        if isRoot, found.query == nil, address.path.utf8.count > 1 || address.query != nil {
          continue
        }
      }
      return text
    }
    return nil
  }
}
