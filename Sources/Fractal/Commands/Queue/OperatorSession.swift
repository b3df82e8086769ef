import Shared

/// What the operators' commands share: one pool for one command, and how jobs are named and shown.
enum OperatorSession {
  /// Runs the body with a pool on the program's database.
  static func run<Value>(_ body: (PostgresPool) async throws -> Value) async throws -> Value {
    let pool = try ProgramContext.load().makePool(connections: 1)
    defer { pool.close() }
    return try await body(pool)
  }

  /// The job numbers that the words are.
  static func jobs(_ words: [String]) throws(UsageError) -> [JobID] {
    var ids: [JobID] = []
    for word in words {
      guard let number = Int64(word), number > 0 else {
        throw UsageError("'\(word)' is no number of a job")
      }
      ids.append(JobID(rawValue: number))
    }
    return ids
  }

  /// The filter that the options describe.
  static func filter(
    _ arguments: Arguments, states: Set<JobState> = [], limit: Int = 50
  ) throws(UsageError) -> JobFilter {
    var filter = JobFilter(limit: try arguments.integer("limit", in: 1...100_000) ?? limit)
    filter.states = states
    for name in (arguments.option("state") ?? "").split(separator: ",") {
      guard let state = JobState(rawValue: String(name)) else {
        let known = JobState.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError("--state takes some of \(known)")
      }
      filter.states.insert(state)
    }
    filter.kind = arguments.option("kind")
    filter.queue = arguments.option("queue")
    filter.errorCode = arguments.option("error")
    return filter
  }

  /// A duration such as `36h`, `7d` or `90s`.
  static func duration(_ text: String) throws(UsageError) -> Duration {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()),
      number >= 0, number < 1_000_000
    else {
      throw UsageError("'\(text)' is no duration such as 90s, 15m, 36h or 7d")
    }
    return .seconds(number * unit)
  }

  /// Seconds as people read them.
  static func age(_ seconds: Double) -> String {
    switch seconds {
    case ..<1: "\(Int(seconds * 1_000)) ms"
    case ..<120: "\(Int(seconds)) s"
    case ..<7_200: "\(Int(seconds / 60)) min"
    case ..<172_800: "\(Int(seconds / 3_600)) h"
    default: "\(Int(seconds / 86_400)) d"
    }
  }
}
