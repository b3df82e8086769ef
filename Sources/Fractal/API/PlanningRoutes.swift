import FoundationEssentials
import Scheduler
import Shared

/// A person's planning: wishes, a look at the plan, and a plan now.
struct PlanningRoutes: RouteGroup {
  /// The database.
  var pool: PostgresPool
  /// The operator's settings.
  var settings: Settings
  /// How long tasks take that have no estimate.
  var estimates: (any NeighbourEstimates)?

  /// `GET` and `PUT /v1/settings/planning`, `GET` and `POST /v1/plan`.
  var routes: [Route] { [show, save, preview, propose] }

  private var show: Route {
    Route(
      .get, "/v1/settings/planning", access: .user(.read),
      operation: Operation(
        id: "getPlanningSettings", tag: "planning",
        summary: "How the caller wants to be planned, and what was learned of them",
        responses: [.json(200, "the settings, defaults included", Self.form)])
    ) { request in
      .json(try await Self.settings(of: try request.actor(), in: pool))
    }
  }

  private var save: Route {
    Route(
      .put, "/v1/settings/planning", access: .user(.write), body: .json(.object([:])),
      operation: Operation(
        id: "putPlanningSettings", tag: "planning",
        summary: "Sets how the caller wants to be planned",
        details: "What is missing has its default. Sets the nightly run, unless enabled is false.",
        responses: [.json(200, "the settings as they are now", Self.form)])
    ) { request in
      let actor = try request.actor()
      let preferences = try PlanningPreferences(json: request.json)
      try await pool.transaction { session in
        try await PreferenceStore.save(preferences, for: actor, in: session)
      }
      return .json(try await Self.settings(of: actor, in: pool))
    }
  }

  private var preview: Route {
    Route(
      .get, "/v1/plan", access: .user(.read),
      operation: Operation(
        id: "previewPlan", tag: "planning",
        summary: "What a plan made now would look like; nothing is saved",
        responses: [.json(200, "days, entries and reasons", .object([:]))])
    ) { request in
      .json(
        try await Planning.preview(
          for: try request.actor(), pool: pool, settings: settings, estimates: estimates
        ).json)
    }
  }

  private var propose: Route {
    Route(
      .post, "/v1/plan", access: .user(.write),
      operation: Operation(
        id: "makePlan", tag: "planning",
        summary: "Plans now and stores the proposal in the place of the one before",
        responses: [
          .json(
            200, "the plan, and the proposal's id where there is anything to suggest",
            .object([:], optional: ["proposal_id": .uuid]))
        ])
    ) { request in
      let plan = try await Planning.propose(
        for: try request.actor(), pool: pool, settings: settings, estimates: estimates)
      var object = plan.json.objectValue ?? [:]
      object["proposal_id"] = plan.proposal.map { .string($0.id.uuidString.lowercased()) }
      return .json(.object(object))
    }
  }

  /// The settings with what was learned beside them.
  static func settings(of actor: Actor, in pool: PostgresPool) async throws -> JSONValue {
    let known = try await PreferenceStore.read(for: actor, in: pool)
    var object = known.preferences.json.objectValue ?? [:]
    object["saved"] = .bool(known.isSaved)
    object["learned"] = known.learned
    object["zone_now"] = .string(known.zone.name)
    return .object(object)
  }

  private static let form = Schema.object(
    ["enabled": .boolean, "run_at": .string(), "zone_now": .string()])
}
