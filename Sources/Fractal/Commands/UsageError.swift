/// A command line that does not fit the command: exit status 64, with what to do.
struct UsageError: Error, CustomStringConvertible {
  /// What is wrong and what to write instead.
  let description: String

  /// An error with that text.
  init(_ description: String) {
    self.description = description
  }
}
