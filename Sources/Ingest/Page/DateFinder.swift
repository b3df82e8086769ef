import Shared

/// Finds when a page was published first: metadata about the article, then its address, then a date
/// that stands beside its heading.
struct DateFinder {
  /// The page.
  let document: HTMLDocument
  /// The meta and link elements of its head.
  let tags: MetaTags
  /// Its structured data.
  let data: StructuredData
  /// Where it was taken from.
  let address: WebAddress?
  /// Its blocks of text.
  let blocks: [PageBlock]
  /// For each block how likely it belongs to the article.
  let scores: [Float]
  /// The language it is written in.
  let language: String?

  /// The time in ISO 8601, or nil where nothing says it.
  func published() -> String? {
    guard let given = fromMetadata() ?? fromMarkup() ?? fromAddress() else { return fromText() }
    return onLocalDay(given)
  }

  /// A time in UTC late in the day belongs to the next day where the page's readers are: then the
  /// day that the page itself shows is the right one.
  private func onLocalDay(_ given: String) -> String {
    guard given.hasSuffix("Z") || given.hasSuffix("+00:00"), let shown = fromText(),
      let day = CivilDate(String(given.prefix(10))), let shownDay = CivilDate(shown),
      abs(shownDay.days(since: day)) == 1
    else { return given }
    return shown
  }

  /// The time of the last change, where metadata says it.
  func modified() -> String? {
    let text =
      data.article.flatMap { StructuredData.text($0.members["dateModified"]) }
      ?? tags.first("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")
    return text.flatMap(PageDate.normalized)
  }

  private func fromMetadata() -> String? {
    if let text = data.article.flatMap({ StructuredData.text($0.members["datePublished"]) }),
      let date = PageDate.normalized(text)
    {
      return date
    }
    for name in [
      "article:published_time", "article:published", "og:article:published_time",
      "og:published_time",
      "datepublished", "citation_publication_date", "citation_online_date", "parsely-pub-date",
      "sailthru.date", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created",
      "dc.date", "pubdate", "publishdate", "publish-date", "date", "datecreated",
      "article.published",
      "last-modified-date", "cxenseparse:recs:publishtime", "rnews:datepublished",
    ] {
      if let text = tags.first(name), let date = PageDate.normalized(text) { return date }
    }
    for thing in data.things {
      if let text = StructuredData.text(
        thing.members["datePublished"] ?? thing.members["uploadDate"]),
        !thing.types.contains("comment"), !thing.types.contains("review"),
        let date = PageDate.normalized(text)
      {
        return date
      }
    }
    return nil
  }

  private func fromMarkup() -> String? {
    var plain: String?
    for node in document.indices {
      let property = document.value(.itemprop, of: node)
      let isPublished = property.map { ASCIIWords.contains($0, "datepublished") } ?? false
      guard isPublished || document.tag(node) == .time || isHentryDate(node) else { continue }
      let text = document.attribute(.datetime, of: node) ?? document.attribute(.content, of: node)
      let date = text.flatMap(PageDate.normalized) ?? date(in: node)
      guard let date, !isElsewhere(node) else { continue }
      if isPublished { return date }
      if let words = document.value(.class, of: node), ASCIIWords.contains(words, "publish") {
        return date
      }
      if plain == nil { plain = date }
    }
    return plain
  }

  private func isHentryDate(_ node: Int) -> Bool {
    guard document.tag(node) == .abbr, let words = document.value(.class, of: node) else {
      return false
    }
    return ASCIIWords.contains(words, "published") || ASCIIWords.contains(words, "dtstart")
  }

  /// True in comments, lists of other articles and margins.
  private func isElsewhere(_ node: Int) -> Bool {
    var current = node
    for _ in 0..<9 where current != 0 {
      let cues = ClassCue.mask(document, current)
      for cue in [ClassCue.comment, .related, .side] where cues >> UInt32(cue.rawValue) & 1 == 1 {
        return true
      }
      switch document.tag(current) {
      case .aside, .nav, .footer: return true
      default: break
      }
      current = document.parent(current)
    }
    return false
  }

  private func fromAddress() -> String? {
    guard let address else { return nil }
    let parts = address.path.split(whereSeparator: { $0 == "/" || $0 == "-" || $0 == "_" })
    guard parts.count >= 3 else { return nil }
    for place in 0...(parts.count - 3) {
      if parts[place].count == 4, let year = Int(parts[place]), let month = Int(parts[place + 1]),
        parts[place + 1].count <= 2, let day = Int(parts[place + 2]), parts[place + 2].count <= 2,
        let date = PageDate.make(year, month, day)
      {
        return date
      }
    }
    return nil
  }

  // MARK: Text

  /// The date nearest to the article's beginning, in a short line or in one that says it is a date.
  private func fromText() -> String? {
    guard let first = scores.firstIndex(where: { $0 > 0.5 }) else { return nil }
    let heading =
      blocks[..<first].lastIndex { HTMLTag.headings.contains(document.tag($0.container)) } ?? first
    let last = scores.lastIndex { $0 > 0.5 } ?? first
    var best: (cost: Int, date: String)?
    for index in max(0, heading - 12)..<min(blocks.count, last + 8) {
      let block = blocks[index]
      guard block.digits >= 3, block.characters < 200 || (index <= first + 2 && index >= heading),
        let date = date(in: block)
      else { continue }
      var cost =
        index >= heading ? min(index - heading, 2 * abs(index - last) + 6) : (heading - index) * 2
      if block.characters > 60 { cost += 6 }
      if hasDateCue(block) { cost -= 8 }
      if isElsewhere(block.container) { cost += 15 }
      if block.marks > 0 { cost += 4 }
      if cost < best?.cost ?? 14 { best = (cost, date) }
    }
    return best?.date
  }

  private func hasDateCue(_ block: PageBlock) -> Bool {
    var node = block.container
    for level in 0..<3 where node != 0 && level < 3 {
      if ClassCue.mask(document, node) >> UInt32(ClassCue.meta.rawValue) & 1 == 1 { return true }
      node = document.parent(node)
    }
    return false
  }

  private var isAmericanOrder: Bool {
    language?.lowercased().hasPrefix("en-us") ?? (language == "en")
  }

  private func date(in node: Int) -> String? {
    PageDate.find(
      in: HTMLText.render(document, node).prefix(200), isAmericanOrder: isAmericanOrder)
  }

  private func date(in block: PageBlock) -> String? {
    var writer = TextWriter()
    for node in block.first..<block.end where document.tag(node) == .text {
      writer.add(document.text(node))
      writer.addBlank()
    }
    return PageDate.find(in: writer.finish().prefix(400), isAmericanOrder: isAmericanOrder)
  }
}
