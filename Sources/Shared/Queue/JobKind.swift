/// What holds for every job of one kind.
public struct JobKind: Sendable {
  /// The name, such as `mail.ingest`: 1 to 100 of a-z, 0-9, dot, dash and underscore.
  public let name: String
  /// The queue its jobs stand in unless a request names another.
  public var queue: String
  /// 0 first to 4 last.
  public var priority: Int
  /// How many claims a job may use up.
  public var maxAttempts: Int
  /// How long one attempt may run; its task is cancelled then.
  public var timeout: Duration
  /// How the end of a job is written.
  public var completion: JobCompletion
  /// Whether effects of this kind may share a transaction with those of other jobs, each behind a
  /// savepoint of its own.
  public var sharesTransactions: Bool
  /// How long a job's unique key keeps others out.
  public var uniqueScope: JobUniqueness
  /// How many jobs of the kind one worker runs at once; nil: as many as it runs at all.
  public var concurrency: Int?
  /// How long a failed attempt waits for the next.
  public var backoff: JobBackoff
  /// How long finished jobs of this kind are kept where that is shorter than for all.
  public var retention: Duration?

  /// True for what may be the name of a kind.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first), text.utf8.count <= 100 else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
        || [0x2D, 0x2E, 0x5F].contains(byte)
    }
  }

  /// A kind with the usual rules.
  public init(
    _ name: String, queue: String = "default", priority: Int = 2, maxAttempts: Int = 20,
    timeout: Duration = .seconds(60), completion: JobCompletion = .transactional,
    sharesTransactions: Bool = true, uniqueScope: JobUniqueness = .none, concurrency: Int? = nil,
    backoff: JobBackoff = JobBackoff(), retention: Duration? = nil
  ) {
    self.name = name
    self.queue = queue
    self.priority = priority
    self.maxAttempts = maxAttempts
    self.timeout = timeout
    self.completion = completion
    self.sharesTransactions = sharesTransactions
    self.uniqueScope = uniqueScope
    self.concurrency = concurrency
    self.backoff = backoff
    self.retention = retention
  }
}
