import Shared

/// What the operator's machinery asks: is the process alive, can it serve, what does it count.
struct AdminRoutes: RouteGroup {
  /// One thing that serving depends on.
  struct Check: Sendable {
    /// What it is, such as `database`.
    var name: String
    /// What is wrong with it; nil where nothing.
    var failure: String?
  }

  /// Looks at everything that serving depends on; has a few seconds for it.
  var readiness: @Sendable () async -> [Check]
  /// The metrics in Prometheus's text format.
  var metrics: @Sendable () async -> String
  /// Who may read the metrics.
  var metricsAccess = AccessRule.open

  private static let readinessSeconds = 10

  /// `GET /healthz`, `/readyz` and `/metrics`.
  var routes: [Route] { [health, ready, exposition] }

  private var health: Route {
    Route(
      .get, "/healthz", access: .open,
      operation: Operation(
        id: "getHealth", tag: "admin", summary: "Says that the process is alive",
        responses: [.json(200, "it is", .object(["status": .choice(["ok"])]))])
    ) { _ in .json(["status": "ok"]) }
  }

  private var ready: Route {
    let form = Schema.object([
      "status": .choice(["ok", "failing"]),
      "checks": .array(.object(["name": .string()], optional: ["failure": .string()])),
    ])
    return Route(
      .get, "/readyz", access: .open, handlerSeconds: Self.readinessSeconds,
      operation: Operation(
        id: "getReadiness", tag: "admin", summary: "Says whether requests can be served",
        responses: [.json(200, "they can", form), .json(503, "they cannot", form)])
    ) { _ in
      let checks = await readiness()
      let isReady = checks.allSatisfy { $0.failure == nil }
      let list = checks.map { check in
        JSONValue.members([
          "name": .string(check.name), "failure": check.failure.map(JSONValue.string),
        ])
      }
      let document: JSONValue = [
        "status": isReady ? "ok" : "failing", "checks": .array(list),
      ]
      return .json(document, status: isReady ? 200 : 503)
    }
  }

  private var exposition: Route {
    Route(
      .get, "/metrics", access: metricsAccess,
      operation: Operation(
        id: "getMetrics", tag: "admin", summary: "The metrics in Prometheus's text format",
        responses: [.content(200, "the metrics", "text/plain")])
    ) { _ in .text(await metrics(), contentType: Metrics.contentType) }
  }
}
