/// One attribute of an element; its value is a range of the document's text bytes.
struct HTMLAttribute: Sendable {
  /// The attribute's name.
  var name: HTMLAttributeName
  /// Where the value begins.
  var first: Int32
  /// How many bytes it has.
  var count: Int32
}
