/// A place that breaks a rule, with what to do.
struct Finding: Equatable, Sendable, CustomStringConvertible {
  /// The file's path in the checkout.
  let path: String
  /// The line, counted from 1.
  let line: Int
  /// What is wrong and what to do instead.
  let message: String

  /// `path:line: message`, as compilers write it.
  var description: String { "\(path):\(line): \(message)" }
}
