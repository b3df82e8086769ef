/// What is to be done where an element ends.
enum MarkdownAction {
  case block, heading, container, list, item, quotation
  /// Ends that mark.
  case mark(InlineToken.Mark)
}
