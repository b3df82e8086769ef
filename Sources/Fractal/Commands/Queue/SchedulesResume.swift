import Shared

/// `fractal schedules resume`.
enum SchedulesResume: Command {
  static let name = "resume"
  static let summary = "let a paused schedule go on from now"
  static let help = """
    usage: fractal schedules resume NAME

    Times that passed while it was paused are not made up for.

    examples:
      fractal schedules resume audit
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let name = try Arguments(words, positionals: 1...1).positionals[0]
    let isKnown = try await OperatorSession.run { try await Schedules.resume(name, in: $0) }
    print(isKnown ? "\(name) resumed" : "no schedule \(name)")
    return isKnown ? 0 : 1
  }
}
