/// A name from a table of ours, compared by its text.
struct StaticName: Equatable, Sendable {
  /// The name.
  let text: String

  /// A name of a table.
  init(_ text: String) {
    self.text = text
  }
}
