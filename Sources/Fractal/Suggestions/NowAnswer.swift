import Scheduler
import Shared

/// What fits now, as the API and the command line give it.
struct NowAnswer: Sendable {
  /// The minutes that were taken as free.
  let minutes: Int
  /// The suggestions, best first.
  let suggestions: [NowSuggestion]

  /// Reads and ranks; without minutes, those until the next planned task count.
  static func make(
    minutes: Int?, energy: NowQuestion.Energy, place: String?, limit: Int, as actor: Actor,
    in pool: PostgresPool
  ) async throws -> NowAnswer {
    let now = try await TaskClock.now(in: pool)
    let free: Int
    if let minutes {
      free = minutes
    } else {
      free = try await NowReader.freeMinutes(as: actor, at: now, in: pool)
    }
    let question = NowQuestion(minutes: free, energy: energy, place: place, now: now)
    return NowAnswer(
      minutes: question.minutes,
      suggestions: NowRanking.rank(
        try await NowReader.tasks(as: actor, at: now, in: pool), question,
        habits: try await NowReader.habits(as: actor, at: now, in: pool), limit: limit))
  }

  /// The answer as programs read it.
  var json: JSONValue {
    ["minutes": .int(Int64(minutes)), "suggestions": .array(suggestions.map(\.json))]
  }
}
