import Scheduler
import Shared

/// What fits now, as the API and the command line give it.
struct NowAnswer: Sendable {
  /// The minutes that were taken as free; 0 where the person is taken.
  let minutes: Int
  /// When the person is free again; nil where they are free.
  var takenUntil: Instant?
  /// The zone in which the person is, where that was looked up.
  var zone: Zone = .utc
  /// The suggestions, best first; none where the person is taken.
  let suggestions: [NowSuggestion]

  /// Reads and ranks; without minutes, calendars and plans say how many there are.
  static func make(
    minutes: Int?, energy: NowQuestion.Energy, place: String?, limit: Int, as actor: Actor,
    in pool: PostgresPool, settings: Settings
  ) async throws -> NowAnswer {
    let now = try await TaskClock.now(in: pool)
    var free = minutes
    if minutes == nil {
      let time = try await NowTime.read(as: actor, at: now, pool: pool, settings: settings)
      if let until = time.takenUntil {
        return NowAnswer(minutes: 0, takenUntil: until, zone: time.zone, suggestions: [])
      }
      free = time.minutes
    }
    let question = NowQuestion(
      minutes: free ?? NowLimits.usualMinutes, energy: energy, place: place, now: now)
    return NowAnswer(
      minutes: question.minutes,
      suggestions: NowRanking.rank(
        try await NowReader.tasks(as: actor, at: now, in: pool), question,
        habits: try await NowReader.habits(as: actor, at: now, in: pool), limit: limit))
  }

  /// The answer as programs read it.
  var json: JSONValue {
    .members([
      "minutes": .int(Int64(minutes)),
      "taken_until": takenUntil.map { .string($0.description) },
      "suggestions": .array(suggestions.map(\.json)),
    ])
  }
}
