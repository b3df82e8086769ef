/// A list that is being written.
struct MarkdownList {
  /// True for a numbered list.
  var isOrdered: Bool
  /// The number of the first item; a list that begins with another than 1 cannot follow words
  /// without a blank line.
  var first: Int
  /// The number of the next item.
  var number: Int
  /// `-` or `*`, or `.` or `)`: two lists in a row differ in it.
  var sign: UInt8
  /// True where no item holds more than one paragraph.
  var isTight: Bool
  /// How many containers were open around it.
  var depth: Int
  /// True once an item was written.
  var isBegun = false
}
