import CMarkdown
import Glibc
import Synchronization

extension MarkdownText {
  /// The Markdown as HTML that runs nothing and fetches nothing by itself: raw HTML is left out,
  /// links lead to web and mail addresses alone, and where pictures are not wanted each is a link
  /// to itself.
  public static func html(_ markdown: String, pictures: Bool) -> String {
    turn.withLock { _ in htmlAlone(markdown, pictures) }
  }

  private static func htmlAlone(_ markdown: String, _ pictures: Bool) -> String {
    guard let parser = parser(fed: markdown) else { return "" }
    defer { cmark_parser_free(parser) }
    guard let root = cmark_parser_finish(parser) else { return "" }
    defer { cmark_node_free(root) }
    for node in targets(in: root) { secure(node, pictures) }
    // Without CMARK_OPT_UNSAFE raw HTML becomes a comment and dangerous addresses nothing.
    let options = CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8
    guard
      let text = cmark_render_html(root, options, cmark_parser_get_syntax_extensions(parser))
    else { return "" }
    defer { free(text) }
    return String(cString: text)
  }

  /// Every link and picture.
  private static func targets(in root: OpaquePointer) -> [OpaquePointer] {
    guard let iterator = cmark_iter_new(root) else { return [] }
    defer { cmark_iter_free(iterator) }
    var found: [OpaquePointer] = []
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return found }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
      let type = cmark_node_get_type(node)
      if type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE { found.append(node) }
    }
  }

  private static func secure(_ node: OpaquePointer, _ pictures: Bool) {
    let isPicture = cmark_node_get_type(node) == CMARK_NODE_IMAGE
    let address = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
    guard isAllowed(address, isPicture: isPicture) else {
      cmark_node_set_url(node, "")
      if isPicture { replaceByLink(node, address: "") }
      return
    }
    if isPicture, !pictures { replaceByLink(node, address: address) }
  }

  private static func isAllowed(_ address: String, isPicture: Bool) -> Bool {
    let bytes = Array(address.utf8)[...]
    if ASCIIWords.starts(bytes, with: "https://") || ASCIIWords.starts(bytes, with: "http://") {
      return true
    }
    if isPicture { return false }
    return ASCIIWords.starts(bytes, with: "mailto:") || ASCIIWords.starts(bytes, with: "tel:")
      || bytes.first == 0x23
  }

  /// Puts a link with the picture's words in place of the picture.
  private static func replaceByLink(_ picture: OpaquePointer, address: String) {
    guard let link = cmark_node_new(CMARK_NODE_LINK) else { return }
    cmark_node_set_url(link, address)
    let isInLink = isInsideLink(picture)
    if let mark = cmark_node_new(CMARK_NODE_TEXT) {
      cmark_node_set_literal(mark, cmark_node_first_child(picture) == nil ? "[picture]" : "🖼 ")
      cmark_node_append_child(link, mark)
    }
    while let child = cmark_node_first_child(picture) {
      cmark_node_unlink(child)
      cmark_node_append_child(link, child)
    }
    if isInLink || address.isEmpty {
      // A link holds no link, and one that leads nowhere is none: the words alone stay.
      while let child = cmark_node_first_child(link) {
        cmark_node_unlink(child)
        cmark_node_insert_before(picture, child)
      }
      cmark_node_free(link)
    } else {
      cmark_node_insert_before(picture, link)
    }
    cmark_node_unlink(picture)
    cmark_node_free(picture)
  }

  private static func isInsideLink(_ node: OpaquePointer) -> Bool {
    var above = cmark_node_parent(node)
    while let current = above {
      if cmark_node_get_type(current) == CMARK_NODE_LINK { return true }
      above = cmark_node_parent(current)
    }
    return false
  }
}
