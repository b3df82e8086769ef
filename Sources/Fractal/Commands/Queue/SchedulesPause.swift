import Shared

/// `fractal schedules pause`.
enum SchedulesPause: Command {
  static let name = "pause"
  static let summary = "let a schedule rest"
  static let help = """
    usage: fractal schedules pause NAME

    examples:
      fractal schedules pause audit
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let name = try Arguments(words, positionals: 1...1).positionals[0]
    let isKnown = try await OperatorSession.run { try await Schedules.pause(name, in: $0) }
    print(isKnown ? "\(name) paused" : "no schedule \(name)")
    return isKnown ? 0 : 1
  }
}
