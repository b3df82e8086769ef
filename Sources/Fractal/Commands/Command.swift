/// One verb of the command line, such as `fractal migrate`.
///
/// A command parses its own words, so that its help, its options and its errors stand in one file.
protocol Command: Sendable {
  /// The verb as it is typed, such as `migrate`.
  static var name: String { get }
  /// One line for the list of commands.
  static var summary: String { get }
  /// What `--help` prints: usage, options, examples.
  static var help: String { get }
  /// Runs the command with the words after its verb and returns the exit status.
  static func run(_ arguments: [String]) async throws -> Int32
}
