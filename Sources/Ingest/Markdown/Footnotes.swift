/// The footnotes of a document: which element refers to which note.
struct Footnotes {
  /// Notes in the order in which they were referred to first.
  private(set) var notes: [(label: Int, node: Int)] = []
  private var labels: [Int: Int] = [:]
  /// The items that are notes and the links in them that lead back to the text.
  private(set) var nodes: Set<Int> = []

  /// Finds references (`sup` with a link to a place on the page) whose place is an item of a list
  /// of notes.
  init(_ document: HTMLDocument) {
    guard document.nodes.contains(where: { $0.tag == .sup }) else { return }
    var targets: [String: Int]?
    var labelOfNote: [Int: Int] = [:]
    for node in document.indices where document.tag(node) == .sup {
      guard
        let link = document.descendants(of: node).first(where: { document.tag($0) == .a }),
        let reference = document.value(.href, of: link), reference.first == 0x23,
        reference.count > 1
      else { continue }
      if targets == nil { targets = Self.items(document) }
      let name = String(decoding: reference.dropFirst(), as: UTF8.self)
      guard let note = targets?[name] else { continue }
      let label = labelOfNote[note] ?? notes.count + 1
      if labelOfNote[note] == nil {
        labelOfNote[note] = label
        notes.append((label, note))
        nodes.insert(note)
      }
      labels[node] = label
    }
    for note in notes { nodes.formUnion(Self.linksBack(document, note.node)) }
  }

  /// The links of a note that lead to another place of the page and say nothing else.
  private static func linksBack(_ document: HTMLDocument, _ note: Int) -> [Int] {
    document.descendants(of: note).filter { node in
      guard document.tag(node) == .a, let reference = document.value(.href, of: node),
        reference.first == 0x23
      else { return false }
      let words = HTMLText.line(document, node)
      return words.count <= 2
    }
  }

  /// The items of lists that can be the aim of a reference, by their names.
  private static func items(_ document: HTMLDocument) -> [String: Int] {
    var items: [String: Int] = [:]
    for node in document.indices {
      guard let name = document.attribute(.id, of: node) else { continue }
      if document.tag(node) == .li {
        items[name] = node
      } else if let item = document.ancestor(of: node, in: [.li]),
        document.tag(document.parent(item)) == .ol
      {
        items[name] = item
      }
    }
    return items
  }

  /// The label of the note that an element refers to, or nil.
  func label(ofReference node: Int) -> Int? { labels[node] }
}
