import Shared

/// Finds the title of a page: its own heading rather than what the browser's tab shows.
struct TitleFinder {
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

  /// The title, with the node of the heading where it was taken from one.
  func find() -> (text: String, heading: Int?)? {
    let openGraph = tags.first("og:title", "twitter:title", "dc.title", "dcterms.title")
    let headline = data.article.flatMap { StructuredData.text($0.members["headline"]) }
    let given = [openGraph, tags.title, headline].compactMap { $0 }
    let folded = given.map(MetadataText.folded)
    let headings = headings(of: [.h1])
    let confirmed = headings.filter { heading in
      folded.contains { Self.holds($0, heading.folded) }
    }
    if let best = confirmed.max(by: { $0.folded.utf8.count < $1.folded.utf8.count }) {
      return (best.text, best.node)
    }
    if let second = self.headings(of: [.h2]).first(where: { heading in
      heading.folded.utf8.count > 15 && folded.contains { Self.holds($0, heading.folded) }
    }) {
      return (second.text, second.node)
    }
    if headings.count == 1, let only = headings.first, only.folded.utf8.count > 3 {
      return (only.text, only.node)
    }
    if let citation = tags.first("citation_title") { return (citation, nil) }
    guard let text = openGraph ?? headline ?? tags.title else { return nil }
    return (withoutSite(text), nil)
  }

  private func headings(of kinds: HTMLTagSet) -> [(text: String, folded: String, node: Int)] {
    var found: [(text: String, folded: String, node: Int)] = []
    let site = siteName.map(MetadataText.folded)
    var place = 0
    while place < document.nodes.count, found.count < 40 {
      if hidden.contains(place) {
        place = document.end(of: place)
        continue
      }
      if kinds.contains(document.tag(place)) {
        let text = HTMLText.render(document, place, leavingOut: { hidden.contains($0) })
        if let line = MetadataText.cleaned(String(decoding: text, as: UTF8.self)) {
          let folded = MetadataText.folded(line)
          if !folded.isEmpty, folded != site, !isSite(folded) {
            found.append((line, folded, place))
          }
        }
      }
      place += 1
    }
    return found
  }

  /// True where a heading only names the site: the words of its host.
  private func isSite(_ folded: String) -> Bool {
    let joined = folded.replacing(" ", with: "")
    guard joined.utf8.count > 2 else { return false }
    let name = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    let bare = name.replacing("-", with: "").replacing(".", with: "")
    return bare.hasPrefix(joined) && joined.utf8.count * 2 > bare.utf8.count
  }

  /// True where the text holds the part as whole words.
  private static func holds(_ text: String, _ part: String) -> Bool {
    guard let range = Array(text.utf8).firstRange(of: Array(part.utf8)) else { return false }
    let bytes = Array(text.utf8)
    let begins = range.lowerBound == 0 || bytes[range.lowerBound - 1] == 0x20
    let ends = range.upperBound == bytes.count || bytes[range.upperBound] == 0x20
    return begins && ends
  }

  /// The text without the site's name, which stands behind or before a sign.
  func withoutSite(_ text: String) -> String {
    let parts = Self.parts(text)
    guard parts.count > 1 else { return text }
    let first = parts[0]
    if first.utf8.count * 100 >= text.utf8.count * 35 { return first }
    return parts.max { $0.utf8.count < $1.utf8.count } ?? text
  }

  private static func parts(_ text: String) -> [String] {
    let signs: Set<String> = [
      "|", "-", "–", "—", "»", "«", "·", ":", "•", "/", "::", "›", "—", "~",
    ]
    var parts: [String] = []
    var current = ""
    for word in text.split(separator: " ") {
      if signs.contains(String(word)) {
        if !current.isEmpty { parts.append(current) }
        current = ""
      } else {
        let pieces = word.split(separator: "|", omittingEmptySubsequences: false)
        for (place, piece) in pieces.enumerated() {
          if place > 0 {
            if !current.isEmpty { parts.append(current) }
            current = ""
          }
          if !piece.isEmpty { current += (current.isEmpty ? "" : " ") + piece }
        }
      }
    }
    if !current.isEmpty { parts.append(current) }
    return parts
  }
}
