import Shared

/// `fractal jobs purge`.
enum JobsPurge: Command {
  static let name = "purge"
  static let summary = "remove finished jobs for good"
  static let help = """
    usage: fractal jobs purge --state S,S --older-than AGE [--kind K]

    Removes finished jobs (completed, cancelled, discarded) that are older, a thousand at a time.

    examples:
      fractal jobs purge --state discarded --older-than 7d
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["state", "kind", "older-than"])
    let states = try OperatorSession.filter(arguments).states
    guard let age = arguments.option("older-than"), !states.isEmpty,
      states.allSatisfy(\.isFinished)
    else {
      throw UsageError("--older-than and --state with finished states are needed")
    }
    let limit = try OperatorSession.duration(age)
    let gone = try await OperatorSession.run {
      try await JobQueue.purge(
        states: states, kind: arguments.option("kind"), olderThan: limit, in: $0)
    }
    print("\(gone) jobs removed")
    return 0
  }
}
