import Shared

/// Finds who wrote a page; leaves the answer empty where only a site or an account is named.
struct AuthorFinder {
  /// The page.
  let document: HTMLDocument
  /// What the page hides from its reader.
  let hidden: NodeSet
  /// The meta and link elements of its head.
  let tags: MetaTags
  /// Its structured data.
  let data: StructuredData
  /// What the site calls itself.
  let siteName: String?
  /// The host it was taken from.
  let host: String
  /// The heading of the article; names near it are believed.
  let heading: Int?

  /// The names, best first.
  func find() -> [String] {
    for candidates in [fromArticleData, fromCitations, fromMarkup, fromMeta, fromClasses] {
      let names = unique(candidates().compactMap(accepted))
      if !names.isEmpty { return names }
    }
    return []
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert(MetadataText.folded($0)).inserted }
  }

  private func fromArticleData() -> [String] {
    guard
      let article = data.article
        ?? data.first(of: ["scholarlyarticle", "recipe", "podcastepisode"])
    else { return [] }
    let author = article.members["author"] ?? article.members["creator"]
    if let object = author?.objectValue, let kind = object["@type"]?.stringValue,
      kind.hasSuffix("Organization")
    {
      return []
    }
    return StructuredData.names(author).flatMap(Self.split)
  }

  private func fromCitations() -> [String] {
    (tags.all("citation_author") + tags.all("dc.creator")).map { name in
      // "Last, First" is how libraries write them.
      let parts = name.split(separator: ",", maxSplits: 1)
      guard parts.count == 2, !parts[1].contains(",") else { return name }
      return "\(parts[1])".trimmingBlanks + " \(parts[0])"
    }
  }

  private func fromMarkup() -> [String] {
    var names: [String] = []
    var place = 0
    while place < document.nodes.count {
      if hidden.contains(place) {
        place = document.end(of: place)
        continue
      }
      let relation = document.tag(place) == .a ? document.value(.rel, of: place) : nil
      let property = document.value(.itemprop, of: place)
      let isAuthor =
        relation.map { Self.hasWord($0, "author") } ?? false
        || property.map { Self.hasWord($0, "author") } ?? false
      if isAuthor, !isInComments(place) {
        let inner = document.descendants(of: place).first {
          document.value(.itemprop, of: $0).map { Self.hasWord($0, "name") } ?? false
        }
        let text = document.attribute(.content, of: inner ?? place) ?? line(inner ?? place)
        if text.utf8.count < 80 { names += Self.split(text) }
        if names.count >= 5 { break }
        place = document.end(of: place)
        // One place names the authors; another may be another article's.
        if !names.isEmpty, property != nil { break }
        continue
      }
      place += 1
    }
    return Array(names.prefix(4))
  }

  private func fromMeta() -> [String] {
    for name in [
      "parsely-author", "sailthru.author", "byl", "author", "article:author", "dcterms.creator",
    ] {
      let names = tags.all(name).flatMap(Self.split).compactMap(accepted)
      if !names.isEmpty { return Array(names.prefix(5)) }
    }
    return []
  }

  private func fromClasses() -> [String] {
    var best: (distance: Int, names: [String])?
    let anchor = heading ?? 0
    for node in document.indices where Self.bylineTags.contains(document.tag(node)) {
      guard let words = document.value(.class, of: node) ?? document.value(.id, of: node),
        ASCIIWords.contains(words, "author") || ASCIIWords.contains(words, "byline")
          || ASCIIWords.contains(words, "autor") || ASCIIWords.contains(words, "vcard"),
        !ASCIIWords.contains(words, "comment"), !ASCIIWords.contains(words, "bio"),
        !isInComments(node)
      else { continue }
      let text = line(node)
      guard text.utf8.count > 2, text.utf8.count < 120 else { continue }
      let names = Self.split(Self.withoutIntroduction(text)).compactMap(accepted)
      guard !names.isEmpty else { continue }
      let distance = node >= anchor ? node - anchor : (anchor - node) * 2
      if distance < best?.distance ?? 1_500 { best = (distance, names) }
    }
    return best?.names ?? fromLines()
  }

  /// A short line near the heading that begins with "by" in one of the languages.
  private func fromLines() -> [String] {
    guard let heading else { return [] }
    var seen = 0
    for node in document.end(of: heading)..<document.nodes.count {
      guard document.tag(node) == .text, !InlineBuffer.isBlank(document.text(node)) else {
        continue
      }
      seen += 1
      if seen > 12 { return [] }
      let text = line(
        HTMLTag.blocks.contains(document.tag(document.parent(node))) ? document.parent(node) : node)
      guard text.utf8.count < 80 else { continue }
      let rest = Self.withoutIntroduction(text)
      guard rest != text, rest.first?.isUppercase ?? false else { continue }
      let names = Self.split(rest).compactMap(accepted)
      if !names.isEmpty { return names }
    }
    return []
  }

  private static let bylineTags: HTMLTagSet = [
    .span, .a, .div, .p, .address, .li, .cite, .strong, .b, .em, .h3, .h4, .h5, .h6, .small,
    .footer, .dd,
  ]

  private func line(_ node: Int) -> String {
    let text = HTMLText.render(document, node, leavingOut: { hidden.contains($0) })
    return MetadataText.cleaned(String(decoding: text.prefix(400), as: UTF8.self)) ?? ""
  }

  private func isInComments(_ node: Int) -> Bool {
    var current = node
    for _ in 0..<10 where current != 0 {
      let cues = ClassCue.mask(document, current)
      for cue in [ClassCue.comment, .related, .side] where cues >> UInt32(cue.rawValue) & 1 == 1 {
        return true
      }
      let tag = document.tag(current)
      if tag == .aside || tag == .nav { return true }
      current = document.parent(current)
    }
    return false
  }

  private static func hasWord(_ text: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
    text.split(whereSeparator: HTMLText.isSpace).contains { ASCIIWords.equals($0, word) }
  }

  // MARK: Names

  private static let introductions = [
    "autor/in:", "by:", "by ", "von:", "von ", "vom ", "autor:", "autorin:", "autor ", "autoren:",
    "author:",
    "author ",
    "authors:", "written by ", "posted by ", "published by ", "words by ", "geschrieben von ",
    "veröffentlicht von ", "verfasst von ", "erstellt von ", "eingestellt von ", "par ", "por ",
    "door ", "di ", "af ", "av ", "przez ", "auteur:", "publié par ", "escrito por ",
    "publicado por ",
    "von", "by", "author", "©",
  ]

  /// The text without words such as "by" in front.
  static func withoutIntroduction(_ text: String) -> String {
    let lower = text.lowercased()
    for words in introductions where lower.hasPrefix(words) {
      let rest = String(text.dropFirst(words.count))
      // "Vonnegut" and "Byron" begin so too.
      if !words.hasSuffix(" "), !words.hasSuffix(":"), rest.first?.isUppercase != true { continue }
      let name = rest.trimmingBlanks
      return name.isEmpty ? text : withoutIntroduction(name)
    }
    return text
  }

  /// Several names apart; what follows a sign or a date is none.
  static func split(_ text: String) -> [String] {
    var text = withoutIntroduction(text)
    for sign in [" | ", " - ", " – ", " — ", "|", " · ", " • ", " am ", " on ", " @ ", " / ", "("] {
      if let range = text.firstRange(of: sign), range.lowerBound > text.startIndex {
        text = String(text[..<range.lowerBound])
      }
    }
    for joint in [" and ", " und ", " & ", ";", " et ", " y "] {
      text = text.replacing(joint, with: ",")
    }
    return text.split(separator: ",").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
  }

  /// The name where it may be a person's, else nil.
  private func accepted(_ name: String) -> String? {
    let name = (MetadataText.cleaned(name) ?? "").trimmingSigns
    let folded = MetadataText.folded(name)
    guard folded.utf8.count >= 2, name.utf8.count <= 60 else { return nil }
    let words = folded.split(separator: " ")
    guard words.count <= 5 else { return nil }
    let lower = name.lowercased()
    if lower.contains("http") || lower.contains("www.") || lower.contains("@")
      || lower.contains(".com")
      || lower.contains(".de") || lower.contains(".net") || lower.contains(".org")
    {
      return nil
    }
    if words.count <= 2, let dot = name.lastIndex(of: "."), name[dot...].utf8.count <= 4,
      name[dot...].utf8.count > 2, !name.contains(" ")
    {
      return nil
    }
    if name.utf8.lazy.filter({ $0 &- 0x30 < 10 }).count > 2 { return nil }
    if let siteName, MetadataText.folded(siteName) == folded { return nil }
    let joined = folded.replacing(" ", with: "")
    let bare = host.replacing("www.", with: "").replacing("-", with: "")
    if joined.utf8.count > 3, bare.split(separator: ".").first.map({ $0 == joined }) ?? false {
      return nil
    }
    if Self.noNames.contains(folded)
      || words.contains(where: { Self.noNameWords.contains(String($0)) })
    {
      return nil
    }
    return name
  }

  private static let noNames: Set<String> = [
    "admin", "administrator", "author", "autor", "posted", "redaktion", "editor", "editorial",
    "staff",
    "about", "name", "no author", "webmaster", "unknown", "anonymous", "gast", "guest", "team",
    "by",
    "von", "read more", "mehr", "more", "comments", "view all posts", "website", "share", "root",
    "super user", "follow", "news", "redaction", "redactie", "user", "publisher",
    "about the author", "editors", "contributor",
  ]

  private static let noNameWords: Set<String> = [
    "gmbh", "inc", "ltd", "llc", "verlag", "minutes", "min", "ago", "uhr", "january", "february",
    "march",
    "april", "june", "july", "august", "september", "october", "november", "december", "januar",
    "februar", "märz", "juni", "juli", "oktober", "dezember", "comments", "kommentare", "published",
    "updated", "veröffentlicht", "aktualisiert", "says", "sagt", "beiträge", "posts", "artikel",
    "stand",
  ]
}
