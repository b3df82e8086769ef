/// How a worker behaves.
public struct WorkerConfiguration: Sendable {
  /// What operators see it as; by default host and process id.
  public var name: String
  /// The version of the program, for operators.
  public var version: String
  /// The queues it takes jobs from.
  public var queues: [String]
  /// How many jobs it runs at once.
  public var concurrency: Int
  /// After how long without a sign of life its jobs are taken over.
  public var heartbeatTimeout: Duration
  /// How long a stop waits for running jobs before it cancels them.
  public var drainTimeout: Duration
  /// False behind a pooler in transaction mode: then it polls, ten times a second.
  public var usesNotifications = true
  /// How many days finished jobs are kept.
  public var finishedDays = QueueLimits.finishedDays
  /// Where the spans of attempts go; nil where none are recorded.
  public var spans: (any SpanRecorder)?
  /// End by itself after that many finished jobs; nil for never. For benchmarks.
  public var endsAfter: Int?

  /// A worker of that name for the queue `default`.
  public init(
    name: String, version: String = "0", queues: [String] = ["default"], concurrency: Int = 8,
    heartbeatTimeout: Duration = .seconds(30), drainTimeout: Duration = .seconds(15)
  ) {
    self.name = name
    self.version = version
    self.queues = queues
    self.concurrency = max(1, concurrency)
    self.heartbeatTimeout = heartbeatTimeout
    self.drainTimeout = drainTimeout
  }
}
