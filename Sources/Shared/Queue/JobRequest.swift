public import FoundationEssentials

/// A job that is to be enqueued.
public struct JobRequest: Sendable {
  /// When a job may run; what is relative counts from the database's clock.
  public enum Due: Sendable {
    /// At once.
    case now
    /// That long after it was enqueued.
    case after(Duration)
    /// From that moment on.
    case at(Instant)
  }

  /// What to do with a job when one that it waits for was cancelled or discarded.
  public enum FailurePolicy: String, Sendable {
    /// Cancel it too.
    case cancel
    /// Let it run all the same.
    case release
  }

  /// What kind of job.
  public let kind: JobKind
  /// What the handler gets; at most ``QueueLimits/argumentBytes``.
  public var args: JSONValue
  /// The workspace it works for: fairness and access go by it.
  public var workspace: UUID?
  /// 0 first to 4 last.
  public var priority: Int
  /// When it may run.
  public var due: Due
  /// Where another unfinished job of the kind holds the same key (within the kind's scope), that
  /// one is returned and nothing is added.
  public var uniqueKey: String?
  /// Of the jobs with this key at most ``concurrencyLimit`` run at once, wherever.
  public var concurrencyKey: String?
  /// How many jobs of the concurrency key run at once.
  public var concurrencyLimit: Int
  /// The queue, where it is not the kind's.
  public var queue: String?
  /// Jobs that have to be completed before this one runs.
  public var dependsOn: [JobID]
  /// What happens when one of them is not.
  public var onFailedDependency: FailurePolicy
  /// The W3C `traceparent` under which it is enqueued: that of ``TraceScope/current`` unless given.
  public var trace: String?

  /// A request with the kind's priority, due at once.
  public init(
    _ kind: JobKind, args: JSONValue = .object([:]), workspace: UUID? = nil,
    priority: Int? = nil, due: Due = .now, uniqueKey: String? = nil,
    concurrencyKey: String? = nil, concurrencyLimit: Int = 1, queue: String? = nil,
    dependsOn: [JobID] = [], onFailedDependency: FailurePolicy = .cancel, trace: String? = nil
  ) {
    self.kind = kind
    self.args = args
    self.workspace = workspace
    self.priority = priority ?? kind.priority
    self.due = due
    self.uniqueKey = uniqueKey
    self.concurrencyKey = concurrencyKey?.isEmpty == true ? nil : concurrencyKey
    self.concurrencyLimit = concurrencyLimit
    self.queue = queue
    self.dependsOn = dependsOn
    self.onFailedDependency = onFailedDependency
    self.trace = trace ?? TraceScope.current?.context.traceparent
  }

  /// True where one row of a plain INSERT says it all.
  var isPlain: Bool {
    uniqueKey == nil && concurrencyKey == nil && dependsOn.isEmpty
  }
}
