import Shared

extension DateFinder {
  /// A date that a reader sees.
  struct ShownDate {
    /// The day.
    var text: String
    /// True where it stands beside the article's heading, alone or with few words.
    var isBesideHeading: Bool
  }

  /// Cost up to which a date stands beside the heading.
  private static let besideCost = 5
  /// Cost from which a date is too far away.
  private static let farCost = 14

  /// The dates around the article, the one nearest to its beginning first: in a short line or in
  /// one that says it is a date.
  func shownDates() -> [ShownDate] {
    guard let first = scores.firstIndex(where: { $0 > 0.5 }) else { return [] }
    let heading = headingBlock(before: first)
    let last = scores.lastIndex { $0 > 0.5 } ?? first
    var found: [(cost: Int, dates: [String], isShort: Bool)] = []
    for (index, block) in blocks.prefix(PageLimits.weighedBlocks).enumerated()
    where block.digits >= 3 {
      let isNear = index >= heading - 12 && index < last + 8
      guard block.characters < (isNear ? 200 : 60) || (index <= first + 2 && index >= heading)
      else { continue }
      let words = words(of: block)
      let isNamed = Self.namesPublication(words)
      guard isNear || isNamed, !Self.isOtherDate(words), !isCaption(block) else { continue }
      let dates = PageDate.findAll(in: words.prefix(400), isAmericanOrder: isAmericanOrder)
      guard !dates.isEmpty else { continue }
      var cost =
        index >= heading ? min(index - heading, 2 * abs(index - last) + 6) : (heading - index) * 2
      if isNamed { cost = min(cost, 12) - 8 }
      if block.characters > 60 { cost += 6 }
      if hasDateCue(block) { cost -= 8 }
      if isElsewhere(block.container) { cost += 15 }
      if block.marks > 0 { cost += 4 }
      if cost < Self.farCost { found.append((cost, dates, block.characters <= 60)) }
    }
    // A stable order: of two at the same distance the first on the page.
    let ordered = found.enumerated().sorted {
      ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset)
    }
    return ordered.flatMap { _, place in
      place.dates.map {
        ShownDate(text: $0, isBesideHeading: place.cost <= Self.besideCost && place.isShort)
      }
    }
  }

  /// Whether any words of the page, or any time it marks, name that day.
  func isShown(_ day: Substring) -> Bool {
    for node in document.indices where document.tag(node) == .time {
      if let text = document.attribute(.datetime, of: node), text.hasPrefix(day) { return true }
    }
    return blocks.prefix(PageLimits.weighedBlocks).contains { block in
      guard block.digits >= 3 else { return false }
      let words = words(of: block).prefix(400)
      return [false, true].contains { isAmericanOrder in
        PageDate.find(in: words, isAmericanOrder: isAmericanOrder).map { $0 == day } ?? false
      }
    }
  }

  /// Words that make a date one of something else: of a change, of a member, of a deadline.
  private static let otherWords: [StaticString] = [
    "updated", "last modified", "aktualisiert", "letzte \u{E4}nderung", "zuletzt ge\u{E4}ndert",
    "mis \u{E0} jour", "modifi\u{E9}", "actualizado", "aggiornato", "bijgewerkt", "zaktualizowano",
    "registriert", "joined", "member since", "mitglied seit", "dabei seit", "anmeldedatum",
    "antworten bis", "valid until", "g\u{FC}ltig bis", "copyright", "\u{A9}", "abbildung",
  ]

  /// Words that say when something was published.
  private static let publicationWords: [StaticString] = [
    "published", "posted on", "written:", "ver\u{F6}ffentlicht", "erstellt am", "erschienen am",
    "publi\u{E9} le", "mis en ligne", "mise en ligne", "publicado", "pubblicato", "gepubliceerd",
    "opublikowano",
  ]

  /// What stands before a date says what it is of.
  private static func introduction(_ words: [UInt8]) -> ArraySlice<UInt8> {
    words.prefix(120).prefix { $0 &- 0x30 >= 10 }
  }

  private static func isOtherDate(_ words: [UInt8]) -> Bool {
    let start = introduction(words)
    return otherWords.contains { ASCIIWords.contains(start, $0) }
  }

  private static func namesPublication(_ words: [UInt8]) -> Bool {
    let start = introduction(words)
    return publicationWords.contains { ASCIIWords.contains(start, $0) }
  }

  /// Words under a picture; a caption so short holds the article's own date as well.
  private func isCaption(_ block: PageBlock) -> Bool {
    guard block.characters > 40 else { return false }
    var current = block.container
    for _ in 0..<4 where current != 0 {
      if document.tag(current) == .figcaption { return true }
      current = document.parent(current)
    }
    return false
  }

  private func hasDateCue(_ block: PageBlock) -> Bool {
    var node = block.container
    for level in 0..<3 where node != 0 && level < 3 {
      if ClassCue.mask(document, node) >> UInt32(ClassCue.meta.rawValue) & 1 == 1 { return true }
      node = document.parent(node)
    }
    return false
  }

  private func words(of block: PageBlock) -> [UInt8] {
    var writer = TextWriter()
    for node in block.first..<block.end where document.tag(node) == .text {
      writer.add(document.text(node))
      writer.addBlank()
    }
    return writer.finish()
  }
}
