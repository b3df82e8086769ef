import Shared

extension DateFinder {
  /// The date that the page's own marks name: microdata, RDFa, `time`.
  func fromMarkup() -> Candidate? {
    var named: String?
    var plain: [(node: Int, date: String)] = []
    for node in document.indices {
      let isPublished = isPublication(node)
      guard isPublished || document.tag(node) == .time || isHentryDate(node) else { continue }
      let text = document.attribute(.datetime, of: node) ?? document.attribute(.content, of: node)
      guard let date = text.flatMap(PageDate.normalized) ?? date(in: node),
        !isElsewhere(node, margins: !isPublished), !isChange(node)
      else { continue }
      if isPublished { return Candidate(text: date, isCertain: true) }
      if named == nil, let words = document.value(.class, of: node),
        ASCIIWords.contains(words, "publish")
      {
        named = date
      }
      if plain.count < 200 { plain.append((node, date)) }
    }
    return (named ?? onlyTime(plain)).map { Candidate(text: $0, isCertain: false) }
  }

  /// The first of the times, unless they rather belong to a list of other pages: several days, and
  /// none of them in front of the article's end.
  private func onlyTime(_ times: [(node: Int, date: String)]) -> String? {
    guard let first = times.first else { return nil }
    let days = Set(times.map { $0.date.prefix(10) })
    guard days.count > 2 else { return first.date }
    let end = scores.lastIndex { $0 > 0.5 }.map { blocks[$0].end } ?? 0
    let start = scores.firstIndex { $0 > 0.5 }.map { blocks[$0].first } ?? 0
    return times.first { $0.node < end && start - $0.node < 400 }?.date
  }

  private func isPublication(_ node: Int) -> Bool {
    if let property = document.value(.itemprop, of: node),
      ASCIIWords.contains(property, "datepublished")
    {
      return true
    }
    if document.tag(node) == .meta {
      return document.value(.name, of: node).map { ASCIIWords.equals($0, "datepublished") } ?? false
    }
    guard let property = document.value(.property, of: node) else { return false }
    return ["datepublished", "dc:date", "dc:created", "dcterms:created", "dcterms:issued"]
      .contains { (name: StaticString) in ASCIIWords.contains(property, name) }
  }

  /// True for a time that says of itself that it is the last change.
  private func isChange(_ node: Int) -> Bool {
    if let property = document.value(.itemprop, of: node),
      ASCIIWords.contains(property, "datemodified")
    {
      return true
    }
    guard let words = document.value(.class, of: node) else { return false }
    return ASCIIWords.contains(words, "updated") && !ASCIIWords.contains(words, "publish")
      && !ASCIIWords.contains(words, "entry-date")
  }

  private func isHentryDate(_ node: Int) -> Bool {
    guard document.tag(node) == .abbr, let words = document.value(.class, of: node) else {
      return false
    }
    return ASCIIWords.contains(words, "published") || ASCIIWords.contains(words, "dtstart")
  }

  /// True in comments, ratings, lists of other articles and, where asked for, margins. What holds
  /// the article or its heading is none of these, whatever its class says: `has-sidebar` is a word
  /// about a whole page.
  func isElsewhere(_ node: Int, margins: Bool = true) -> Bool {
    var current = node
    for _ in 0..<9 where current != 0 {
      let end = document.end(of: current)
      if anchors.contains(where: { current <= $0 && $0 < end }) { return false }
      let cues = ClassCue.mask(document, current)
      for cue in [ClassCue.comment, .related, .rating]
      where cues >> UInt32(cue.rawValue) & 1 == 1 {
        return true
      }
      if margins, cues >> UInt32(ClassCue.side.rawValue) & 1 == 1 { return true }
      switch document.tag(current) {
      case .aside, .nav, .footer: return true
      default: break
      }
      current = document.parent(current)
    }
    return false
  }

  /// Where the article and the heading before it begin.
  var anchors: [Int] {
    guard let first = scores.firstIndex(where: { $0 > 0.5 }) else { return [] }
    return [blocks[first].first, blocks[headingBlock(before: first)].first]
  }

  /// The block of the heading over the article, or the article's first where it has none.
  func headingBlock(before first: Int) -> Int {
    if HTMLTag.headings.contains(document.tag(blocks[first].container)) { return first }
    return blocks[..<first].lastIndex { HTMLTag.headings.contains(document.tag($0.container)) }
      ?? first
  }

  /// The first date in an element's words.
  func date(in node: Int) -> String? {
    PageDate.find(
      in: HTMLText.render(document, node).prefix(200), isAmericanOrder: isAmericanOrder)
  }

  /// Whether 1/2/2020 is the second of January here.
  var isAmericanOrder: Bool {
    language?.lowercased().hasPrefix("en-us") ?? (language == "en")
  }
}
