/// A request header that a route reads beside the usual ones.
struct HeaderParameter: Sendable {
  /// Its name.
  var name: String
  /// One sentence that says what it does.
  var summary: String

  /// A header that may be left out.
  init(_ name: String, _ summary: String) {
    self.name = name
    self.summary = summary
  }
}
