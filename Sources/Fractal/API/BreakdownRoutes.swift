import NLParse
import Shared

/// Breakdowns of tasks, asked for by the person who acts.
struct BreakdownRoutes: RouteGroup {
  /// The database.
  var pool: PostgresPool

  /// `POST /v1/tasks/{id}/breakdown`.
  var routes: [Route] { [start] }

  private var start: Route {
    let body = Schema.object(
      [:],
      optional: [
        "count": .integer(1...Int64(BreakdownLimits.steps)), "depth": .integer(1...2),
        "until": .dateTime, "model": .boolean,
      ], closed: true)
    return Route(
      .post, "/v1/tasks/{id:uuid}/breakdown", access: .user(.write), body: .json(body),
      operation: Operation(
        id: "breakDownTask", tag: "proposals", summary: "Breaks a task down into steps",
        details: "A job makes a proposal of the kind `breakdown`, one group a step; its id is the "
          + "job's result. Follow `/v1/jobs/{id}/events`: steps of a language model appear there "
          + "as they are written. `model: false` leaves the model alone.",
        responses: [
          .json(
            202, "the job", .object(["job_id": .integer()]))
        ])
    ) { request in
      let actor = try request.actor()
      let task = try request.uuid("id")
      // A task that the caller may not see answers 404 here, not in the job.
      _ = try await TaskReader.task(task, as: actor, in: pool)
      let options = BreakdownOptions(json: request.json)
      let job = try await JobQueue.enqueue(
        BreakdownJob.request(task, options, as: actor), in: pool)
      return .accepted(
        ["job_id": .int(job.rawValue)], location: "/v1/jobs/\(job.rawValue)")
    }
  }
}
