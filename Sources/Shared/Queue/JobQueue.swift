/// The door into the queue for code of ours: enqueue, cancel, look.
///
/// Everything takes the session it is to happen in, so a job can be enqueued in the transaction
/// that makes it necessary: it exists if and only if that transaction commits.
public enum JobQueue {
  /// Enqueues one job; returns its id, or that of the job that holds its unique key.
  @discardableResult
  public static func enqueue(
    _ request: JobRequest, in session: any PostgresSession
  ) async throws(PostgresError) -> JobID {
    guard let id = try await enqueue([request], in: session).first else {
      throw PostgresError(.decoding, "no id came back", statement: EnqueueStatements.one.name)
    }
    return id
  }

  /// Enqueues jobs; returns their ids in the order of the requests.
  ///
  /// Requests without keys and dependencies go in as one statement for thousands.
  @discardableResult
  public static func enqueue(
    _ requests: [JobRequest], in session: any PostgresSession
  ) async throws(PostgresError) -> [JobID] {
    try await enqueue(requests, batch: nil, in: session)
  }

  /// Cancels a job: at once where nobody has claimed it, else by asking its worker.
  public static func cancel(
    _ id: JobID, reason: String, in session: any PostgresSession
  ) async throws(PostgresError) -> JobCancellation {
    let row = try await session.queryRow(EnqueueStatements.cancel, [id.rawValue, reason])
    let text = try row?.get(0, as: String.self) ?? ""
    return JobCancellation(rawValue: text) ?? .unknown
  }

  /// Enqueues jobs as parts of a batch, or of none.
  static func enqueue(
    _ requests: [JobRequest], batch: Int64?, in session: any PostgresSession
  ) async throws(PostgresError) -> [JobID] {
    var ids: [JobID] = []
    ids.reserveCapacity(requests.count)
    var rest = requests[...]
    while let first = rest.first {
      let isPlain = first.isPlain
      let run = rest.prefix(isPlain ? QueueLimits.enqueueBatch : 200).prefix {
        $0.isPlain == isPlain
      }
      rest = rest.dropFirst(run.count)
      if isPlain {
        ids += try await enqueuePlain(run, batch: batch, in: session)
      } else {
        ids += try await enqueueKeyed(run, batch: batch, in: session)
      }
    }
    return ids
  }

  private static func enqueuePlain(
    _ requests: ArraySlice<JobRequest>, batch: Int64?, in session: any PostgresSession
  ) async throws(PostgresError) -> [JobID] {
    let arguments = requests.map(\.args.serialized)
    if let large = zip(requests, arguments).first(where: {
      $0.1.utf8.count > QueueLimits.argumentBytes
    }) {
      throw PostgresError(
        .usage, "the arguments of a \(large.0.kind.name) hold at most 1 MiB",
        statement: EnqueueStatements.many.name)
    }
    let result = try await session.query(
      EnqueueStatements.many,
      [
        requests.map(\.kind.name), requests.map { $0.queue ?? $0.kind.queue },
        arguments,
        requests.map { $0.workspace ?? ClaimedJob.noWorkspace },
        requests.map { Int16(clamping: $0.priority) },
        requests.map { Int16(clamping: $0.kind.maxAttempts) },
        requests.map(\.delaySeconds), requests.map(\.startsAt), requests.map(\.trace), batch,
      ])
    var ids: [JobID] = []
    ids.reserveCapacity(result.count)
    for row in result { ids.append(JobID(rawValue: try row.get(0, as: Int64.self))) }
    return ids
  }

  private static func enqueueKeyed(
    _ requests: ArraySlice<JobRequest>, batch: Int64?, in session: any PostgresSession
  ) async throws(PostgresError) -> [JobID] {
    let results = try await session.pipeline { pipeline in
      for request in requests {
        let isUnique = request.kind.uniqueScope != .none
        pipeline.add(
          EnqueueStatements.one,
          [
            request.kind.name, request.args, request.workspace, request.startsAt,
            request.queue ?? request.kind.queue, request.priority,
            isUnique ? request.uniqueKey : nil, request.kind.uniqueScope == .whileWaiting,
            request.kind.maxAttempts, request.concurrencyKey, request.concurrencyLimit,
            request.trace, request.dependsOn.map(\.rawValue), request.onFailedDependency.rawValue,
            batch, request.delaySeconds,
          ])
      }
    }
    var ids: [JobID] = []
    for result in results {
      guard let row = result.first else { continue }
      ids.append(JobID(rawValue: try row.get(0, as: Int64.self)))
    }
    return ids
  }
}

extension JobRequest {
  /// Seconds from now until it may run, where it was asked for like that.
  fileprivate var delaySeconds: Double? {
    if case .after(let wait) = due {
      min(max(0, wait.inSeconds), QueueLimits.longestWait)
    } else {
      nil
    }
  }

  /// The times between which `pipeline.enqueue` takes jobs.
  private static let first = Instant(seconds: 0)
  private static let last = Instant(seconds: 253_402_214_400)

  /// The moment from which it may run, where it was asked for like that.
  fileprivate var startsAt: Instant? {
    if case .at(let moment) = due { min(max(moment, Self.first), Self.last) } else { nil }
  }
}
