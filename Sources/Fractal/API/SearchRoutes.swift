import Embeddings
import FoundationEssentials
import Shared

/// Search and suggestions for the app.
struct SearchRoutes: RouteGroup {
  /// Finds tasks.
  var retriever: Retriever

  /// `GET /v1/search` and `GET /v1/suggestions`.
  var routes: [Route] { [search, suggestions] }

  private var search: Route {
    Route(
      .get, "/v1/search", access: .user(.read),
      operation: Operation(
        id: "searchTasks", tag: "search", summary: "Tasks by meaning and by words",
        details: "The tasks of the caller's projects, and of the workspace itself, that are most "
          + "like the text, best first; age counts a little. Where vectors are not to be had, "
          + "words alone are compared, and `shortfall` says why. Scores compare within one "
          + "answer.",
        query: [
          QueryParameter(
            "q", .string(most: EmbeddingLimits.questionCharacters), "what is looked for",
            isRequired: true),
          QueryParameter(
            "mode", .choice(RetrievalQuestion.Mode.allCases.map(\.rawValue)),
            "by what tasks are compared"),
          QueryParameter("project_id", .uuid, "only tasks of this project; may be repeated"),
          QueryParameter("status", .string(), "only tasks of this status; may be repeated"),
          QueryParameter("limit", .integer(1...100), "how many tasks, 10 unless given"),
        ],
        responses: [.json(200, "the tasks", .named("SearchAnswer", Self.answerForm))])
    ) { request in
      var question = RetrievalQuestion(
        request.query["q"] ?? "",
        mode: request.query["mode"].flatMap(RetrievalQuestion.Mode.init(rawValue:)) ?? .hybrid,
        limit: request.query.integer("limit") ?? 10)
      let projects = request.query.values("project_id").compactMap { UUID(uuidString: $0) }
      if !projects.isEmpty { question.projects = Set(projects) }
      let statuses = request.query.values("status")
      if !statuses.isEmpty { question.statuses = Set(statuses) }
      return .json(try await retriever.neighbours(of: question, as: try request.actor()).json)
    }
  }

  private var suggestions: Route {
    Route(
      .get, "/v1/suggestions", access: .user(.read),
      operation: Operation(
        id: "suggestFields", tag: "search",
        summary: "Project, tags, priority and estimate of a new task",
        details: "Guessed from the caller's own tasks that are like the title, each with a share "
          + "from 0 to 1: below `acting_share` a guess is for offering only. Where vectors are "
          + "not to be had, `shortfall` says why. `looks_like` names open tasks of the given project "
          + "(else of the likeliest) that the new one would repeat.",
        query: [
          QueryParameter(
            "title", .string(most: EmbeddingLimits.questionCharacters), "the new title",
            isRequired: true),
          QueryParameter("project_id", .uuid, "the project, where it is known"),
        ],
        responses: [.json(200, "the guesses", .named("FieldGuesses", Self.suggestionForm))])
    ) { request in
      let title = request.query["title"] ?? ""
      let actor = try request.actor()
      let suggestion = try await retriever.suggestion(for: title, as: actor)
      let given = request.query["project_id"].flatMap { UUID(uuidString: $0) }
      let repeated = try await retriever.duplicates(
        of: title, project: given ?? suggestion.projects.first?.value, as: actor)
      return .json(SuggestionText.json(suggestion, repeated))
    }
  }

  private static let taskForm = Schema.object(
    [
      "id": .uuid, "title": .string(), "status": .string(), "priority": .integer(),
      "tags": .array(.string()), "created_at": .dateTime, "age_days": .number(),
      "score": .number(),
    ],
    optional: [
      "project_id": .nullable(.uuid), "project": .nullable(.string()),
      "estimated_minutes": .nullable(.integer()),
    ])

  private static let answerForm = Schema.object(
    ["mode": .string(), "tasks": .array(.named("FoundTask", taskForm))],
    optional: ["shortfall": .nullable(.string())])

  private static let suggestionForm = Schema.object(
    [
      "project": .array(.any), "tags": .array(.any), "priority": .array(.any),
      "acting_share": .number(), "looks_like": .array(.any), "mode": .nullable(.string()),
      "shortfall": .nullable(.string()),
      "neighbours": .array(.named("FoundTask", taskForm)),
    ],
    optional: [
      "estimated_minutes": .nullable(.any), "last_used_project": .nullable(.any),
      "most_used_project": .nullable(.any),
    ])
}
