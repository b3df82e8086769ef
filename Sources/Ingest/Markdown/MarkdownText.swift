import CMarkdown
import Synchronization

/// Markdown read by libcmark-gfm: for its text alone, or as HTML for a page.
public enum MarkdownText {
  /// One parser at a time: libcmark-gfm 0.29 keeps the characters that extensions mark text with in
  /// one table for all parsers, and a parser that ends takes them out under the others' feet.
  static let turn = Mutex(())

  /// The text of Markdown with tables, strikethrough, task lists and footnotes; blocks stand on
  /// lines of their own, images are left out.
  public static func render(_ markdown: String) -> String {
    turn.withLock { _ in renderAlone(markdown) }
  }

  private static func renderAlone(_ markdown: String) -> String {
    guard let parser = parser(fed: markdown) else { return "" }
    defer { cmark_parser_free(parser) }
    guard let root = cmark_parser_finish(parser), let iterator = cmark_iter_new(root) else {
      return ""
    }
    defer {
      cmark_iter_free(iterator)
      cmark_node_free(root)
    }
    return text(iterator)
  }

  /// A parser of our kind of Markdown that has read the text; the caller frees it.
  static func parser(fed markdown: String) -> OpaquePointer? {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES) else { return nil }
    for name in ["table", "strikethrough", "tasklist"] {
      if let syntax = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, syntax)
      }
    }
    var source = markdown
    source.withUTF8 { buffer in
      buffer.withMemoryRebound(to: CChar.self) { bytes in
        cmark_parser_feed(parser, bytes.baseAddress, bytes.count)
      }
    }
    return parser
  }

  private static func text(_ iterator: OpaquePointer) -> String {
    var text = ""
    var imageDepth = 0
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return text }
      guard let node = cmark_iter_get_node(iterator) else { return text }
      let type = cmark_node_get_type(node)
      if type == CMARK_NODE_IMAGE {
        imageDepth += event == CMARK_EVENT_ENTER ? 1 : -1
      } else if type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK {
        text += "\n"
      } else if event == CMARK_EVENT_ENTER, imageDepth == 0,
        type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK
          || type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_HTML_BLOCK
          || type == CMARK_NODE_FOOTNOTE_REFERENCE
      {
        if let literal = cmark_node_get_literal(node) { text += String(cString: literal) }
      } else if isBlock(type) {
        text += "\n"
      }
    }
  }

  private static func isBlock(_ type: cmark_node_type) -> Bool {
    // Cells are blocks of an extension, numbered beyond the others.
    type.rawValue & UInt32(CMARK_NODE_TYPE_MASK) == UInt32(CMARK_NODE_TYPE_BLOCK)
  }
}
