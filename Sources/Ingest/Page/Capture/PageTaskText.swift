import Shared

/// The description of a page's task: the person's note, where the page is, what its kind tells, then
/// the selection or the article.
struct PageTaskText {
  private var blocks: [String] = []
  /// True where the article was longer than a description holds.
  private(set) var isCut = false

  /// The description of those parts.
  init(request: CaptureRequest, page: PageDraft?, selections: [String], estimate: Int?) {
    if let note = request.note { blocks.append(PlainMarkdown.render(note)) }
    blocks.append(Self.source(request, page, estimate: estimate))
    if request.kind == .image, let target = request.target {
      blocks.append("![\(PlainMarkdown.line(request.targetText ?? ""))](\(Self.link(target)))")
    }
    guard let page else {
      blocks += selections
      return
    }
    if let facts = Self.facts(page) { blocks.append(facts) }
    let body = selections.isEmpty ? [page.markdown] : selections
    let article = body.map { Self.trimmed($0) }.filter { !$0.isEmpty }.joined(
      separator: "\n\n---\n\n")
    if let excerpt = Self.excerpt(page, article) { blocks.append("> " + excerpt) }
    if let ingredients = Self.checklist(page) { blocks.append(ingredients) }
    guard !article.isEmpty else { return }
    let fitted = Self.fit(article, CaptureLimits.articleCharacters)
    isCut = fitted.utf8.count < article.utf8.count
    blocks.append("---")
    blocks.append(isCut ? fitted + "\n\n…" : fitted)
  }

  /// The description as Markdown.
  var markdown: String { blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") }

  /// One line: the link with the site's name, the authors, the date, the minutes.
  private static func source(
    _ request: CaptureRequest, _ page: PageDraft?, estimate: Int?
  ) -> String {
    let address = request.subject
    let host = WebAddress(address)?.host ?? address
    var parts = ["[\(PlainMarkdown.line(page?.siteName ?? host))](\(link(address)))"]
    if let page {
      let authors = page.authors.prefix(5).map { PlainMarkdown.line($0) }
      if !authors.isEmpty { parts.append(authors.joined(separator: ", ")) }
      if let day = page.published?.prefix(10) { parts.append(String(day)) }
    }
    if let estimate { parts.append("\(estimate) min") }
    if request.target != nil, let found = WebAddress(request.address) {
      let name = PlainMarkdown.line(request.title ?? found.host)
      parts.append("found on [\(name)](\(link(request.address)))")
    }
    return parts.joined(separator: " · ")
  }

  /// What the kind of page tells, as a list; nil where there is nothing.
  private static func facts(_ page: PageDraft) -> String? {
    let details = page.details
    var lines: [(String, String)] = []
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { lines.append((name, PlainMarkdown.line(value))) }
    }
    switch page.kind {
    case .product:
      add("Price", details.price)
      add("Brand", details.organization)
    case .event:
      add("Begins", details.start.map(readable))
      add("Ends", details.end.map(readable))
      add("Place", details.place)
      add("Organizer", details.organization)
    case .job:
      add("Employer", details.organization)
      add("Place", details.place)
      add("Closes", details.deadline.map(readable))
    case .paper:
      add("Authors", page.authors.count > 1 ? page.authors.joined(separator: ", ") : nil)
      if let doi = details.doi {
        lines.append(("DOI", "[\(PlainMarkdown.line(doi))](\(link("https://doi.org/" + doi)))"))
      }
    case .repository, .issue, .pullRequest:
      add("Repository", details.repository)
      add("Number", details.number.map { "#\($0)" })
    case .video, .podcast, .recipe:
      add(page.kind == .recipe ? "Total time" : "Duration", details.seconds.map(duration))
    case .article, .generic: break
    }
    if lines.isEmpty { return nil }
    return lines.map { "- **\($0.0):** \($0.1)" }.joined(separator: "\n")
  }

  private static func checklist(_ page: PageDraft) -> String? {
    guard page.kind == .recipe, !page.details.ingredients.isEmpty else { return nil }
    return page.details.ingredients.map { "- [ ] " + PlainMarkdown.opening($0) }
      .joined(separator: "\n")
  }

  /// The page's own words about itself, unless the article begins with them; a paper's abstract.
  private static func excerpt(_ page: PageDraft, _ article: String) -> String? {
    let abstract = page.kind == .paper ? page.details.abstract : nil
    guard let text = abstract ?? page.excerpt, !text.isEmpty else { return nil }
    let start = MetadataText.folded(String(text.prefix(60)))
    if MetadataText.folded(String(article.prefix(2_000))).contains(start) { return nil }
    return PlainMarkdown.opening(text)
  }

  /// `2026-12-04T19:00:00+01:00` as a person reads it.
  private static func readable(_ moment: String) -> String {
    guard moment.utf8.count >= 16 else { return moment }
    let day = moment.prefix(10)
    let time = moment.dropFirst(11).prefix(5)
    let rest = moment.dropFirst(16)
    let offset = rest.lastIndex { $0 == "+" || $0 == "-" || $0 == "Z" }.map { rest[$0...] } ?? ""
    return "\(day) \(time)\(offset.isEmpty ? "" : " \(offset == "Z" ? "UTC" : offset)")"
  }

  private static func duration(_ seconds: Int) -> String {
    let minutes = max(1, (seconds + 30) / 60)
    return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }

  private static func link(_ address: String) -> String {
    String(decoding: MarkdownAddresses.escaped(Array(address.utf8)), as: UTF8.self)
  }

  private static func trimmed(_ markdown: String) -> String {
    var bytes = Array(markdown.utf8)[...]
    while let last = bytes.last, last == 0x0A || last == 0x20 { bytes.removeLast() }
    while let first = bytes.first, first == 0x0A { bytes.removeFirst() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The Markdown up to the last blank line within that many characters, so that no block is torn.
  static func fit(_ markdown: String, _ limit: Int) -> String {
    guard markdown.utf8.count > limit else { return markdown }
    let bytes = Array(markdown.utf8)
    var end = limit
    while end > limit / 2, !(bytes[end - 1] == 0x0A && bytes[end - 2] == 0x0A) { end -= 1 }
    if end <= limit / 2 {
      end = limit
      while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    }
    return trimmed(String(decoding: bytes[..<end], as: UTF8.self))
  }
}
