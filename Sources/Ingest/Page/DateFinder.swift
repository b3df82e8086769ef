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
  /// The element that holds the title, where the page has one.
  let heading: Int?

  /// A date that the page's machine-readable part gives.
  private struct Given {
    /// In ISO 8601.
    var date: String
    /// The day alone.
    var day: String { String(date.prefix(10)) }
    /// True where it is given for the whole page, not for an article: then it counts only where the
    /// page shows it as well.
    var isWeak = false
    /// True where day and month could be exchanged, as in 11/01/2023.
    var isAmbiguous = false

    /// A date from a text of metadata; nil where that is none.
    init?(_ text: String, isWeak: Bool = false) {
      guard let date = PageDate.normalized(text) else { return nil }
      self.date = date
      self.isWeak = isWeak
      isAmbiguous = !text.trimmingBlanks.prefix(4).allSatisfy(\.isNumber) && text.contains("/")
    }
  }

  /// The time in ISO 8601, or nil where nothing says it.
  ///
  /// Metadata comes first, but the day that the page shows beside its heading corrects it: authors
  /// see the one and templates write the other.
  func published() -> String? {
    let shown = ShownDates(
      document, blocks: blocks, scores: scores, heading: heading,
      isAmericanOrder: isAmericanOrder)
    let candidates = fromMetadata() + [fromMarkup(shown)].compactMap(\.self)
    // Of fields that disagree the one that the page shows is right, the nearer the better.
    if let given = candidates.first(where: { shown.closeDays.contains($0.day) })
      ?? candidates.first(where: { shown.days.contains($0.day) }) ?? candidates.first
    {
      return confirmed(given, by: shown)
    }
    if let nearest = shown.nearest, nearest.isMarked, nearest.isClose { return nearest.day }
    return fromAddress() ?? shown.nearest?.day
  }

  private func confirmed(_ given: Given, by shown: ShownDates) -> String? {
    let text = given.day
    if shown.days.contains(text) {
      // Shown, but not beside the heading, where another day stands.
      if let nearest = shown.nearest, nearest.isMarked, nearest.isClose,
        !shown.closeDays.contains(text)
      {
        return nearest.day
      }
      return given.date
    }
    guard let day = CivilDate(text) else { return given.date }
    // A time in UTC may be another day where the page's readers are.
    for distance in [1, -1] {
      let neighbour = day.adding(days: distance).description
      if shown.days.contains(neighbour) { return neighbour }
    }
    if day.day <= 12, let swapped = PageDate.make(day.year, day.day, day.month),
      swapped == shown.nearest?.day
    {
      return given.isAmbiguous ? swapped : given.date
    }
    if let nearest = shown.nearest, nearest.isMarked, nearest.isClose { return nearest.day }
    return given.isWeak ? fromAddress() : given.date
  }

  /// The time of the last change, where metadata says it.
  func modified() -> String? {
    let text =
      data.article.flatMap { StructuredData.text($0.members["dateModified"]) }
      ?? tags.first("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")
    return text.flatMap(PageDate.normalized)
  }

  /// True where the page is the front page of a site, or says that it is no article.
  private var isSite: Bool {
    if tags.first("og:type")?.lowercased() == "website" { return true }
    guard let address else { return false }
    return (address.path.isEmpty || address.path == "/") && address.query == nil
  }

  /// Programs write the day of publication for every page, article or not.
  private static func isWeakType(_ type: String) -> Bool {
    type.hasSuffix("page") || type == "website" || type == "recipe" || type.hasSuffix("event")
  }

  /// What the fields of the page's head and its structured data say, the most trusted first.
  private func fromMetadata() -> [Given] {
    var found: [Given] = []
    if let text = data.article.flatMap({ StructuredData.text($0.members["datePublished"]) }),
      let given = Given(text)
    {
      found.append(given)
    }
    for name in [
      "article:published_time", "article:published", "og:article:published_time",
      "og:published_time",
      "citation_publication_date", "citation_online_date", "parsely-pub-date",
      "sailthru.date", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created",
      "dc.date", "pubdate", "publishdate", "publish-date", "date", "datecreated",
      "article.published",
      "last-modified-date", "cxenseparse:recs:publishtime", "rnews:datepublished",
    ] {
      if let text = tags.first(name), let given = Given(text, isWeak: isSite) {
        found.append(given)
      }
    }
    for thing in data.things {
      if let text = StructuredData.text(
        thing.members["datePublished"] ?? thing.members["uploadDate"]),
        !thing.types.contains("comment"), !thing.types.contains("review"),
        let given = Given(text, isWeak: thing.types.contains { Self.isWeakType($0) })
      {
        found.append(given)
        break
      }
    }
    return found
  }

  private func fromMarkup(_ shown: ShownDates) -> Given? {
    for node in document.indices {
      let property = document.value(.itemprop, of: node) ?? document.value(.property, of: node)
      let isPublished = property.map(Self.isPublication) ?? false
      guard isPublished || isHentryDate(node) else { continue }
      let text = document.attribute(.datetime, of: node) ?? document.attribute(.content, of: node)
      guard let given = (text ?? date(in: node)).flatMap({ Given($0) }), !shown.isElsewhere(node)
      else { continue }
      return given
    }
    return nil
  }

  /// Names of microdata and RDFa for the day of publication.
  private static func isPublication(_ name: ArraySlice<UInt8>) -> Bool {
    for word in ["datepublished", "dc:date", "dc:created", "dcterms:issued", "dcterms:created"]
      as [StaticString]
    where ASCIIWords.contains(name, word) {
      return true
    }
    return false
  }

  private func isHentryDate(_ node: Int) -> Bool {
    guard document.tag(node) == .abbr, let words = document.value(.class, of: node) else {
      return false
    }
    return ASCIIWords.contains(words, "published") || ASCIIWords.contains(words, "dtstart")
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
      if parts[place + 2].count == 4, let year = Int(parts[place + 2]), parts[place].count == 2,
        let day = Int(parts[place]), parts[place + 1].count == 2, let month = Int(parts[place + 1]),
        let date = PageDate.make(year, month, day)
      {
        return date
      }
    }
    return nil
  }

  private var isAmericanOrder: Bool {
    language?.lowercased().hasPrefix("en-us") ?? (language == "en")
  }

  private func date(in node: Int) -> String? {
    PageDate.find(
      in: HTMLText.render(document, node).prefix(200), isAmericanOrder: isAmericanOrder)
  }
}
