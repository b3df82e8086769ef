import Shared

/// Jobs as those see them on whose behalf they run.
struct JobRoutes: RouteGroup {
  /// The database.
  var pool: PostgresPool
  /// How often a stream of events looks for something new.
  private static let lookInterval: Duration = .milliseconds(500)

  /// `GET /v1/jobs/{id}` and `GET /v1/jobs/{id}/events`.
  var routes: [Route] { [show, events] }

  private var show: Route {
    Route(
      .get, "/v1/jobs/{id:int}", access: .user(.read),
      operation: Operation(
        id: "getJob", tag: "jobs", summary: "How a job stands",
        details: "Unfinished jobs, and finished ones for as long as they are kept. A job of "
          + "another workspace is not found.",
        responses: [.json(200, "the job", .named("Job", Self.form))])
    ) { request in
      .json(Self.shown(try await job(request)))
    }
  }

  private var events: Route {
    Route(
      .get, "/v1/jobs/{id:int}/events", access: .user(.read),
      operation: Operation(
        id: "followJob", tag: "jobs", summary: "A job's progress while it happens",
        details: "Server-sent events: one of the kind `job` with the whole job at the start and "
          + "whenever its state, attempt or progress has changed. The stream ends when the job "
          + "has finished.",
        responses: [.content(200, "the events", "text/event-stream")])
    ) { request in
      let first = try await job(request)
      let pool = pool
      return .events { writer in
        var last = Self.shown(first)
        try await writer.send(ServerSentEvent(event: "job", data: last.serialized))
        var isOver = first.state.isFinished
        while !isOver {
          try await Task.sleep(for: Self.lookInterval)
          guard let job = try await JobQueue.job(first.id, in: pool) else { return }
          let now = Self.shown(job)
          if now != last {
            try await writer.send(ServerSentEvent(event: "job", data: now.serialized))
            last = now
          }
          isOver = job.state.isFinished
        }
      }
    }
  }

  /// The job that the request names, if it is one of the caller's workspace.
  private func job(_ request: HTTPRequest) async throws -> JobDetails {
    let actor = try request.actor()
    guard let number = Int64(try request.text("id")),
      let job = try await JobQueue.job(JobID(rawValue: number), in: pool),
      job.workspace == actor.workspace
    else { throw Problem.notFound() }
    return job
  }

  /// What a caller sees: no arguments, no worker, of errors only the code.
  private static func shown(_ job: JobDetails) -> JSONValue {
    .members([
      "id": .int(job.id.rawValue), "state": .string(job.state.rawValue),
      "kind": .string(job.kind), "attempt": .int(Int64(job.attempt)),
      "max_attempts": .int(Int64(job.maxAttempts)),
      "created_at": .string(job.createdAt.description),
      "run_at": job.runAt.map { .string($0.description) },
      "finished_at": job.finishedAt.map { .string($0.description) },
      "progress": job.progress, "result": job.result, "reason": job.reason.map { .string($0) },
      "last_error": job.errors.last?["code"],
    ])
  }

  /// The form of a job.
  static let form = Schema.object(
    [
      "id": .integer(), "state": .choice(JobState.allCases.map(\.rawValue)), "kind": .string(),
      "attempt": .integer(), "max_attempts": .integer(), "created_at": .dateTime,
    ],
    optional: [
      "run_at": .dateTime, "finished_at": .dateTime,
      "progress": .object(
        [:],
        optional: ["fraction": .number(0...1), "phase": .string(), "message": .string()]),
      "result": .any, "reason": .string(), "last_error": .string(),
    ])
}
