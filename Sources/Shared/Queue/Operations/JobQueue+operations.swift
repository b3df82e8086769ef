import FoundationEssentials

/// What operators do with the queue.
extension JobQueue {
  /// The job of that number, finished or not; nil where there is none, or no longer.
  public static func job(
    _ id: JobID, in session: any PostgresSession
  ) async throws(PostgresError) -> JobDetails? {
    guard let row = try await session.queryRow(OperationStatements.show, [id.rawValue]) else {
      return nil
    }
    return try JobDetails(row)
  }

  /// The jobs that are meant, newest first.
  public static func jobs(
    _ filter: JobFilter, in session: any PostgresSession
  ) async throws(PostgresError) -> [JobDetails] {
    let finished = filter.states.filter(\.isFinished)
    let unfinished = filter.states.subtracting(finished)
    var found: [JobDetails] = []
    for (states, statement) in [
      (unfinished, OperationStatements.listUnfinished),
      (finished, OperationStatements.listFinished),
    ] where !states.isEmpty || (filter.states.isEmpty && statement.name == "list_jobs") {
      let rows = try await session.query(
        statement,
        [
          states.map(\.rawValue), filter.kind, filter.queue, filter.workspace, filter.errorCode,
          filter.before?.rawValue, filter.limit,
        ])
      for row in rows { found.append(try JobDetails(row)) }
    }
    return Array(found.sorted { $0.id > $1.id }.prefix(filter.limit))
  }

  /// Lets jobs run again: finished ones that were discarded or cancelled come back under their
  /// number with attempts from 1, their idempotency keys, concurrency and unique keys and, while it
  /// has not ended, their batch; scheduled and retryable ones run now. A unique key that counted
  /// only while the job waited was over with its first claim and does not come back.
  public static func retry(
    _ ids: [JobID], in session: any PostgresSession
  ) async throws(PostgresError) -> JobRetry {
    var retry = JobRetry()
    let finished = try await session.query(
      OperationStatements.retryFinished, [ids.map(\.rawValue)])
    for row in finished { try retry.add(row) }
    for row in try await session.query(OperationStatements.retryWaiting, [ids.map(\.rawValue)]) {
      retry.retried.append(JobID(rawValue: try row.get(0, as: Int64.self)))
    }
    return retry
  }

  /// Discards a job that nobody has claimed; false where it is running or gone.
  ///
  /// The next worker that knows its kind does it, so that its handler has its say: what was accepted
  /// becomes a plain task. `atOnce` discards it without that, for kinds that no worker knows.
  public static func discard(
    _ id: JobID, reason: String, atOnce: Bool = false, in session: any PostgresSession
  ) async throws(PostgresError) -> Bool {
    if !atOnce,
      try await session.queryRow(OperationStatements.condemn, [id.rawValue, reason]) != nil
    {
      return true
    }
    let row = try await session.queryRow(OperationStatements.discard, [id.rawValue, reason])
    return try row?.get(0, as: Bool.self) ?? false
  }

  /// Removes finished jobs in those states that are older than that, in small steps that leave
  /// room for others; returns how many.
  public static func purge(
    states: Set<JobState>, kind: String? = nil, olderThan age: Duration,
    in session: any PostgresSession
  ) async throws(PostgresError) -> Int {
    let names = states.filter(\.isFinished).map(\.rawValue)
    var total = 0
    while true {
      let gone = try await session.execute(
        OperationStatements.purge, [names, kind, age.inSeconds, 1_000])
      total += gone
      if gone < 1_000 { return total }
    }
  }

  /// How every queue stands, by name.
  public static func queues(
    in session: any PostgresSession
  ) async throws(PostgresError) -> [QueueStatus] {
    var found: [QueueStatus] = []
    for row in try await session.query(OperationStatements.queues) {
      found.append(try QueueStatus(row))
    }
    return found
  }

  /// The workers that are alive, oldest first.
  public static func workers(
    in session: any PostgresSession
  ) async throws(PostgresError) -> [WorkerStatus] {
    var found: [WorkerStatus] = []
    for row in try await session.query(OperationStatements.workers) {
      found.append(try WorkerStatus(row))
    }
    return found
  }

  /// Lets workers claim nothing more from the queue; what runs goes on.
  public static func pause(
    queue: String, reason: String? = nil, in session: any PostgresSession
  ) async throws(PostgresError) {
    try await session.execute(OperationStatements.pause, [queue, reason])
  }

  /// Opens a paused queue again.
  public static func resume(
    queue: String, in session: any PostgresSession
  ) async throws(PostgresError) {
    _ = try await session.query(OperationStatements.resume, [queue])
  }
}
