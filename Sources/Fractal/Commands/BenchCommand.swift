import Shared

/// `fractal bench`: measures the queue, or breakdowns, on the configured database.
enum BenchCommand: Command {
  static let name = "bench"
  static let summary = "measure the queue or breakdowns on the configured database"
  static let help = """
    usage: fractal bench enqueue --count N [--bulk] [--kind noop|ledger] [--delay SECONDS]
           fractal bench drain --expect N [--concurrency C]
           fractal bench latency --count N
           fractal bench breakdown --task ID --count N

    enqueue  puts N jobs into the queue, one transaction each, or thousands at a time with --bulk
    drain    runs a worker until it has finished N jobs
    latency  enqueues jobs one at a time, for a 'fractal worker' that runs elsewhere, and tells how
             long after the call each was started
    breakdown  makes so many proposals of a task's steps without a language model; stores none

    The last line of the output is JSON.

    examples:
      fractal bench enqueue --count 10000 --bulk
      fractal bench drain --expect 10000
    """

  static func run(_ words: [String]) async throws -> Int32 {
    print(try await measure(words, try ProgramContext.load()).serialized)
    return 0
  }

  /// What the words ask to be measured. `work` runs a worker until it ends by itself; here also by
  /// a signal, which only a process of its own may catch.
  static func measure(
    _ words: [String], _ context: ProgramContext,
    work: (WorkerWiring) async throws -> Void = { try await $0.runUntilStopped() }
  ) async throws -> JSONValue {
    let arguments = try Arguments(
      words, flags: ["bulk"],
      options: ["count", "kind", "delay", "expect", "concurrency", "task"], positionals: 1...1)
    return switch arguments.positionals[0] {
    case "enqueue": try await enqueue(arguments, context)
    case "drain": try await drain(arguments, context, work)
    case "latency": try await latency(arguments, context)
    case "breakdown": try await breakdown(arguments, context)
    default: throw UsageError("bench takes enqueue, drain, latency or breakdown")
    }
  }

  /// The whole number of an option that has to be given.
  static func required(_ arguments: Arguments, _ name: String) throws -> Int {
    guard let value = try arguments.integer(name, in: 1...100_000_000) else {
      throw UsageError("--\(name) is missing")
    }
    return value
  }

  private static func answer(_ count: Int, since start: SteadyTime) -> JSONValue {
    let nanoseconds = SteadyTime.now.nanoseconds - start.nanoseconds
    return ["count": .int(Int64(count)), "seconds": .double(Double(nanoseconds) / 1e9)]
  }

  private static func enqueue(
    _ arguments: Arguments, _ context: ProgramContext
  ) async throws -> JSONValue {
    let count = try required(arguments, "count")
    let kinds = ["noop": NoopHandler.jobKind, "ledger": LedgerHandler.jobKind]
    guard let kind = kinds[arguments.option("kind") ?? "noop"] else {
      throw UsageError("--kind takes noop or ledger")
    }
    var due = JobRequest.Due.now
    if let text = arguments.option("delay") {
      guard let seconds = Double(text), (0...86_400_000).contains(seconds) else {
        throw UsageError("--delay takes seconds, at most a thousand days")
      }
      due = .after(.microseconds(Int64(seconds * 1_000_000)))
    }
    let pool = try context.makePool(connections: 4)
    defer { pool.close() }
    let request = JobRequest(kind, due: due)
    _ = try await pool.query(SQL.once("SELECT 1"))
    let start = SteadyTime.now
    if arguments.flag("bulk") {
      try await enqueueAtOnce(count, request, pool)
    } else {
      try await enqueueOneByOne(count, request, pool)
    }
    return answer(count, since: start)
  }

  /// All or nothing, thousands of rows a statement.
  private static func enqueueAtOnce(
    _ count: Int, _ request: JobRequest, _ pool: PostgresPool
  ) async throws {
    _ = try await pool.transaction { transaction in
      var left = count
      while left > 0 {
        let size = min(left, QueueLimits.enqueueBatch)
        try await JobQueue.enqueue(
          Array(repeating: request, count: size), in: transaction)
        left -= size
      }
    }
  }

  /// One transaction each, from four callers.
  private static func enqueueOneByOne(
    _ count: Int, _ request: JobRequest, _ pool: PostgresPool
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<4 {
        let share = count / 4 + (caller < count % 4 ? 1 : 0)
        group.addTask {
          for _ in 0..<share { try await JobQueue.enqueue(request, in: pool) }
        }
      }
      try await group.waitForAll()
    }
  }

  private static func drain(
    _ arguments: Arguments, _ context: ProgramContext,
    _ work: (WorkerWiring) async throws -> Void
  ) async throws -> JSONValue {
    let expected = try required(arguments, "expect")
    let concurrency = try arguments.integer("concurrency", in: 1...256) ?? 32
    let wiring = try WorkerWiring(context) { configuration in
      configuration.concurrency = concurrency
      configuration.endsAfter = expected
    }
    let start = SteadyTime.now
    try await work(wiring)
    return answer(wiring.worker.finishedJobs, since: start)
  }

  private static let results = SQL(
    "bench_results",
    "SELECT (result ->> 'nanoseconds')::bigint FROM pipeline.finished_jobs WHERE id = ANY ($1)")

  private static func latency(
    _ arguments: Arguments, _ context: ProgramContext
  ) async throws -> JSONValue {
    let count = try required(arguments, "count")
    let pool = try context.makePool(connections: 2)
    defer { pool.close() }
    var ids: [Int64] = []
    for _ in 0..<count {
      let request = JobRequest(
        LatencyHandler.jobKind, args: ["called": .int(LatencyHandler.now())])
      ids.append(try await JobQueue.enqueue(request, in: pool).rawValue)
      try await Task.sleep(for: .microseconds(Int64.random(in: 10_000...60_000)))
    }
    var values: [Double] = []
    let deadline = SteadyTime.now.advanced(by: .seconds(60))
    while values.count < count {
      guard deadline.remainingNanoseconds > 0 else {
        throw WiringError("no worker finished the jobs within a minute")
      }
      try await Task.sleep(for: .milliseconds(100))
      values = []
      for row in try await pool.query(results, [ids]) {
        values.append(Double(try row.get(0, as: Int64.self)) / 1e6)
      }
    }
    return .object(points(values))
  }

  /// Median, 99th percentile and largest of measured milliseconds, one at least.
  static func points(_ milliseconds: [Double]) -> JSONObject {
    let values = milliseconds.sorted()
    let count = values.count
    return [
      "p50_ms": .double(values[count / 2]),
      "p99_ms": .double(values[min(count - 1, count * 99 / 100)]),
      "max_ms": .double(values[count - 1]),
    ]
  }
}
