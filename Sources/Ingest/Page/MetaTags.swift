/// The `meta` and `link` elements of a page.
struct MetaTags {
  private var contents: [String: [String]] = [:]
  private var links: [String: String] = [:]
  /// The text of the `title` element.
  private(set) var title: String?

  /// Reads the head of a page, and what stands in its body by mistake.
  init(_ document: HTMLDocument) {
    var count = 0
    for node in document.indices {
      switch document.tag(node) {
      case .meta:
        count += 1
        if count <= 500 { readMeta(document, node) }
      case .link:
        guard let relation = document.attribute(.rel, of: node)?.lowercased(),
          let address = document.attribute(.href, of: node)
        else { continue }
        for word in relation.split(separator: " ") where links[String(word)] == nil {
          links[String(word)] = address
        }
      case .title where title == nil:
        title = MetadataText.cleaned(
          String(decoding: HTMLText.render(document, node), as: UTF8.self))
      default: break
      }
    }
  }

  private mutating func readMeta(_ document: HTMLDocument, _ node: Int) {
    guard let content = document.attribute(.content, of: node),
      let text = MetadataText.cleaned(content)
    else { return }
    for name in [HTMLAttributeName.property, .name, .itemprop, .httpEquiv] {
      guard let key = document.attribute(name, of: node)?.lowercased() else { continue }
      for word in key.split(separator: " ") {
        contents[String(word), default: []].append(text)
      }
    }
  }

  /// The first content of the first of the names that has one.
  func first(_ names: String...) -> String? {
    for name in names {
      if let text = contents[name]?.first { return text }
    }
    return nil
  }

  /// All contents of a name.
  func all(_ name: String) -> [String] { contents[name] ?? [] }

  /// The address of the first link with that relation.
  func link(_ relation: String) -> String? { links[relation] }
}
