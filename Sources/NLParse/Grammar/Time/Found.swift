/// What was read from a token on, and the token behind it.
struct Found<Value> {
  /// What was read.
  var value: Value
  /// The first token that does not belong to it.
  var end: Int

  /// That value, read up to that token.
  init(_ value: Value, _ end: Int) {
    self.value = value
    self.end = end
  }
}
