/// The parts of the program do not come together; the text says what to do.
struct WiringError: Error, CustomStringConvertible {
  /// What is missing and what to do about it.
  let description: String

  /// An error of that description.
  init(_ description: String) {
    self.description = description
  }
}
