import Scheduler
import Shared

/// Suggestions that are made on the spot and written nowhere.
struct SuggestionRoutes: RouteGroup {
  /// The database.
  var pool: PostgresPool
  /// The operator's settings.
  var settings: Settings

  /// `GET /v1/suggestions/now`.
  var routes: [Route] { [now] }

  private var now: Route {
    Route(
      .get, "/v1/suggestions/now", access: .user(.read),
      operation: Operation(
        id: "suggestNow", tag: "suggestions", summary: "What fits the next minutes",
        details: "Open tasks that nothing holds up, ranked by fit of their estimate, deadline, "
          + "priority, energy, place and habits; each with its reasons, the weightiest first. "
          + "Where no minutes are given and a calendar has the caller now, there are none, and "
          + "taken_until says when that ends.",
        query: [
          QueryParameter(
            "minutes", .integer(1...Int64(NowLimits.minutes)),
            "how long there is; without it until the next event or planned task, at most "
              + "\(NowLimits.freeMinutes), else \(NowLimits.usualMinutes)"),
          QueryParameter(
            "energy", .choice(NowQuestion.Energy.allCases.map(\.rawValue)), "how fresh one is"),
          QueryParameter(
            "place", .string(most: NowLimits.placeCharacters),
            "where one is; tasks that belong elsewhere are left out"),
          QueryParameter(
            "limit", .integer(1...Int64(NowLimits.suggestions)), "at most that many"),
        ],
        responses: [.json(200, "the suggestions", .named("NowSuggestions", Self.form))])
    ) { request in
      let energy = request.query["energy"].flatMap(NowQuestion.Energy.init(rawValue:))
      let answer = try await NowAnswer.make(
        minutes: request.query.integer("minutes"), energy: energy ?? .normal,
        place: request.query["place"],
        limit: request.query.integer("limit") ?? NowLimits.usualSuggestions,
        as: try request.actor(), in: pool, settings: settings)
      return .json(answer.json)
    }
  }

  private static let form = Schema.object(
    [
      "minutes": .integer(),
      "suggestions": .array(
        .object(
          ["task_id": .uuid, "title": .string(), "score": .number(), "reasons": .array(.any)],
          optional: [
            "project_id": .uuid, "due_date": .dateTime, "estimated_minutes": .integer(),
          ])),
    ], optional: ["taken_until": .dateTime])
}
