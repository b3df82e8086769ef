public import FoundationEssentials

/// A job with everything that is known about it, finished or not.
public struct JobDetails: Sendable {
  /// Which job.
  public let id: JobID
  /// Where it stands.
  public let state: JobState
  /// The name of its kind.
  public let kind: String
  /// Its queue.
  public let queue: String
  /// 0 first to 4 last.
  public let priority: Int
  /// The workspace it works for.
  public let workspace: UUID?
  /// What its handler gets.
  public let args: JSONValue
  /// Claims so far.
  public let attempt: Int
  /// How many claims it may use up.
  public let maxAttempts: Int
  /// Worker deaths while it was claimed.
  public let crashes: Int
  /// When it was enqueued.
  public let createdAt: Instant
  /// When it may run, for one that has not finished.
  public let runAt: Instant?
  /// When it was last claimed.
  public let claimedAt: Instant?
  /// When it finished.
  public let finishedAt: Instant?
  /// How far it has come.
  public let progress: JSONValue?
  /// What its handler returned.
  public let result: JSONValue?
  /// One object for each failed attempt: `at`, `attempt`, `code`, `message`, `worker`, `trace`.
  public let errors: [JSONValue]
  /// Why it was cancelled or discarded.
  public let reason: String?
  /// The `traceparent` under which it was enqueued.
  public let trace: String?
  /// The name of the worker that holds it.
  public let worker: String?

  /// Reads a row of ``OperationStatements``.
  init(_ row: PostgresRow) throws(PostgresError) {
    id = JobID(rawValue: try row.get("id"))
    state = JobState(rawValue: try row.get("state")) ?? .waiting
    kind = try row.get("kind")
    queue = try row.get("queue")
    priority = Int(try row.get("priority", as: Int16.self))
    let owner = try row.get("workspace_id", as: UUID.self)
    workspace = owner == ClaimedJob.noWorkspace ? nil : owner
    // Nested too deep to be read, they are no reason to hide the job.
    args = (try? row.get("args", as: JSONValue.self)) ?? .null
    attempt = Int(try row.get("attempt", as: Int16.self))
    maxAttempts = Int(try row.get("max_attempts", as: Int16.self))
    crashes = Int(try row.get("crashes", as: Int16.self))
    createdAt = try row.get("created_at")
    runAt = try row.get("run_at")
    claimedAt = try row.get("claimed_at")
    finishedAt = try row.get("finished_at")
    progress = try row.get("progress")
    result = try row.get("result")
    reason = try row.get("reason")
    let parent: String? = try row.get("trace")
    trace = parent
    errors = Self.withTraces(
      try row.get("errors", as: JSONValue?.self)?.arrayValue ?? [], job: id, parent: parent)
    worker = try row.get("worker")
  }

  /// The errors with the traces of their attempts. What the rescue wrote of an attempt whose trace
  /// began with it names only the claim, from which the trace follows.
  private static func withTraces(
    _ errors: [JSONValue], job: JobID, parent: String?
  ) -> [JSONValue] {
    errors.map { error in
      guard var members = error.objectValue, let claim = members["claim"]?.intValue else {
        return error
      }
      members["claim"] = nil
      if members["trace"] == nil {
        let context = TraceContext(
          job: job.rawValue, claim: claim, parent: parent.flatMap { TraceContext(traceparent: $0) })
        members["trace"] = .string(context.traceID)
      }
      return .object(members)
    }
  }

  /// As programs read it.
  public var json: JSONValue {
    .members([
      "id": .int(id.rawValue), "state": .string(state.rawValue), "kind": .string(kind),
      "queue": .string(queue), "priority": .int(Int64(priority)),
      "workspace": workspace.map { .string($0.uuidString.lowercased()) }, "args": args,
      "attempt": .int(Int64(attempt)), "max_attempts": .int(Int64(maxAttempts)),
      "crashes": .int(Int64(crashes)), "created_at": .string(createdAt.description),
      "run_at": runAt.map { .string($0.description) },
      "claimed_at": claimedAt.map { .string($0.description) },
      "finished_at": finishedAt.map { .string($0.description) }, "progress": progress,
      "result": result, "errors": .array(errors), "reason": reason.map { .string($0) },
      "trace": trace.map { .string($0) }, "worker": worker.map { .string($0) },
    ])
  }
}
