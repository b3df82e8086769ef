/// `fractal inspect`: shows what a part of the pipeline makes of an input, with no database.
enum InspectCommand: Command {
  static let name = "inspect"
  static let summary = "show what a part of the pipeline makes of an input, without a database"

  /// The parts, in the order in which the help lists them.
  static let parts: [any Command.Type] = [InspectPlan.self]

  static var help: String {
    let lines = parts.map { "  \($0.name)\n      \($0.summary)" }
    return """
      usage: fractal inspect PART [OPTIONS]

      \(lines.joined(separator: "\n"))

      'fractal inspect PART --help' says more.
      """
  }

  /// The part that a whole command line names, where its verb is `inspect`.
  static func part(of words: [String]) -> (any Command.Type)? {
    guard words.count > 1, words[0] == name else { return nil }
    return parts.first { $0.name == words[1] }
  }

  static func run(_ words: [String]) async throws -> Int32 {
    guard let part = parts.first(where: { $0.name == words.first }) else {
      throw UsageError(words.isEmpty ? "which part?" : "no part '\(words[0])'")
    }
    return try await part.run(Array(words.dropFirst()))
  }
}
