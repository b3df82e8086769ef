import Shared

/// `fractal schedules remove`.
enum SchedulesRemove: Command {
  static let name = "remove"
  static let summary = "remove schedules"
  static let help = """
    usage: fractal schedules remove NAME...

    examples:
      fractal schedules remove audit
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let names = try Arguments(words, positionals: 1...1_000).positionals
    let gone = try await OperatorSession.run { try await Schedules.remove(names, in: $0) }
    print("\(gone) of \(names.count) removed")
    return gone == names.count ? 0 : 1
  }
}
