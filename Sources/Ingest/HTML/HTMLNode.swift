/// One node of an `HTMLDocument`: an element or a run of text.
///
/// Nodes stand in document order, so the descendants of a node are the nodes after it up to `end`.
struct HTMLNode: Sendable {
  /// The element, or `text`.
  var tag: HTMLTag
  /// The place of the parent; the root is its own.
  var parent: Int32
  /// The place after the last descendant.
  var end: Int32
  /// Where the text begins in the document's text, or the first attribute in its attributes.
  var first: Int32
  /// How many bytes of text or how many attributes there are.
  var count: Int32
}
