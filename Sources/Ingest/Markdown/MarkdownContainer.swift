/// A block that holds blocks: a quote or an item of a list.
struct MarkdownContainer {
  /// What holds the blocks.
  enum Kind {
    case quote, item
  }

  /// What holds the blocks.
  var kind: Kind
  /// What begins the first line of an item, such as `- `.
  var marker: [UInt8] = []
  /// A box to tick behind the marker; empty where there is none.
  var box: [UInt8] = []
  /// True where the item has a box.
  var hasBox: Bool { !box.isEmpty }
  /// True once the marker was written.
  var isBegun = false
}
