import Shared

/// Finds when a page was published first: metadata about the article, the date that stands beside
/// its heading, then its address.
///
/// Metadata is only believed as far as the page bears it out: what a reader sees beside the heading
/// wins over a `date` that may be the last change, and a date that a system keeps of a mere page,
/// and shows nobody, is none.
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

  /// A date with what speaks for it.
  struct Candidate {
    /// ISO 8601.
    var text: String
    /// The day.
    var day: Substring { text.prefix(10) }
    /// True where the field means the first publication of this very article.
    var isCertain: Bool
  }

  /// The time in ISO 8601, or nil where nothing says it.
  func published() -> String? {
    let marked = fromMarkup()
    let named = marked.flatMap { $0.isCertain ? $0 : nil }
    let given = fromMetadata() + (named.map { [$0] } ?? [])
    let all = shownDates()
    let shown = all.first
    if let shown {
      let days = Set(all.map { $0.text.prefix(10) })
      if let same = given.first(where: { $0.isCertain && days.contains($0.day) })
        ?? given.first(where: { $0.day == shown.text.prefix(10) })
      {
        return same.text
      }
      if shown.isBesideHeading, given.first.map({ overrules(shown.text, $0) }) ?? true {
        return shown.text
      }
    }
    if let first = given.first {
      return shown.map { onLocalDay(first.text, $0.text) } ?? first.text
    }
    return marked?.text ?? fromAddress() ?? shown?.text
  }

  /// Whether the day beside the heading is rather the first publication than the one in a field:
  /// where the field may mean another change, or the page was published anew.
  private func overrules(_ shown: String, _ given: Candidate) -> Bool {
    // 1.11. and 11.1. are one date that two people read.
    let parts = given.day.split(separator: "-")
    let isSwapped = parts.count == 3 && shown.prefix(10) == "\(parts[0])-\(parts[2])-\(parts[1])"
    return !given.isCertain || (shown.prefix(10) < given.day && !isSwapped)
  }

  /// A time in UTC late in the day belongs to the next day where the page's readers are: then the
  /// day that the page itself shows is the right one.
  private func onLocalDay(_ given: String, _ shown: String) -> String {
    guard given.hasSuffix("Z") || given.hasSuffix("+00:00"),
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

  // MARK: Metadata

  /// Fields that mean the publication of an article.
  private static let certainNames = [
    "article:published_time", "article:published", "og:article:published_time",
    "og:published_time", "citation_publication_date", "citation_online_date",
    "parsely-pub-date", "sailthru.date", "dcterms.issued", "dc.date.issued", "pubdate",
    "publishdate", "publish-date", "article.published", "rnews:datepublished",
  ]
  /// Fields that often hold the last change, or the birth of a record.
  private static let looseNames = [
    "dcterms.created", "dc.date.created", "dc.date", "date", "datecreated",
    "cxenseparse:recs:publishtime", "last-modified-date",
  ]
  /// Things that a page only mentions, or that say nothing of its own publication.
  private static let otherThings: Set<String> = [
    "comment", "review", "criticreview", "userreview", "imageobject", "event", "sportsevent",
    "product", "offer", "person", "organization", "aggregaterating", "question", "answer",
  ]

  private func fromMetadata() -> [Candidate] {
    var found: [Candidate] = []
    func add(_ text: String?, isCertain: Bool) {
      guard let text, let date = PageDate.normalized(text) else { return }
      found.append(Candidate(text: date, isCertain: isCertain))
    }
    add(
      data.article.flatMap { StructuredData.text($0.members["datePublished"]) }, isCertain: true)
    // What is no article has its date from the system that keeps it, unless it is shown.
    let kind = tags.first("og:type")?.lowercased()
    for name in Self.certainNames {
      let isForeign = name.hasPrefix("article:") && kind != nil && kind != "article"
      guard let text = tags.first(name), let date = PageDate.normalized(text) else { continue }
      if !isForeign || isShown(date.prefix(10)) { add(text, isCertain: true) }
    }
    for name in Self.looseNames { add(tags.first(name), isCertain: false) }
    let isBorneOut = !found.isEmpty
    for thing in data.things where Self.otherThings.isDisjoint(with: thing.types) {
      guard
        let text = StructuredData.text(
          thing.members["datePublished"] ?? thing.members["uploadDate"]),
        let date = PageDate.normalized(text)
      else { continue }
      let isVideo = thing.types.contains { $0 == "videoobject" || $0 == "podcastepisode" }
      if isBorneOut || isVideo || isShown(date.prefix(10)) {
        found.append(Candidate(text: date, isCertain: true))
      }
    }
    return found
  }

  // MARK: Address

  private func fromAddress() -> String? {
    guard let address else { return nil }
    let parts = address.path.split(whereSeparator: { $0 == "/" || $0 == "-" || $0 == "_" })
    guard parts.count >= 3 else { return nil }
    for place in 0...(parts.count - 3) {
      let lengths = parts[place..<place + 3].map(\.utf8.count)
      let numbers = parts[place..<place + 3].compactMap { Int($0) }
      guard numbers.count == 3 else { continue }
      if lengths[0] == 4, lengths[1] <= 2, lengths[2] <= 2,
        let date = PageDate.make(numbers[0], numbers[1], numbers[2])
      {
        return date
      }
      if lengths == [2, 2, 4], let date = PageDate.make(numbers[2], numbers[1], numbers[0]) {
        return date
      }
    }
    return nil
  }
}
