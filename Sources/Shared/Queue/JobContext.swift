import FoundationEssentials

/// What a handler may use while it does one job.
public struct JobContext: Sendable {
  private let job: ClaimedJob
  private let baseLogger: Logger
  private let reportProgress: @Sendable (JobProgress) -> Void

  /// A context for the job; reports go to `reportProgress`.
  public init(
    job: ClaimedJob, logger: Logger,
    reportProgress: @escaping @Sendable (JobProgress) -> Void = { _ in }
  ) {
    self.job = job
    self.baseLogger = logger
    self.reportProgress = reportProgress
  }

  /// A logger that names the job, its kind, its attempt, its trace and its workspace.
  public var logger: Logger {
    baseLogger.with([
      "job": .int(job.id.rawValue), "kind": .string(job.kind), "attempt": .int(Int64(job.attempt)),
      "trace": .string(trace.traceID),
      "workspace": job.workspace.map { .string($0.uuidString.lowercased()) } ?? .null,
    ])
  }

  /// The trace that outgoing calls of this attempt carry on: the enqueuer's, or a new one.
  public var trace: TraceContext {
    TraceContext(
      job: job.id.rawValue, claim: job.token,
      parent: job.trace.flatMap { TraceContext(traceparent: $0) })
  }

  /// True once the attempt should end: cancelled, timed out, or no longer ours.
  public var isCancelled: Bool { Task.isCancelled }

  /// Says how far the job has come. Cheap: the latest report is written a few times a second.
  public func report(_ progress: JobProgress) {
    reportProgress(progress)
  }

  /// A key for one outside call of this job, the same in every attempt; `step` tells the calls of
  /// one job apart.
  public func idempotencyKey(_ step: String) -> String {
    "fractal-\(job.idempotencyBase)-\(step)"
  }
}
