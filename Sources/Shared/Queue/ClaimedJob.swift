public import FoundationEssentials

/// A job as a worker got it.
public struct ClaimedJob: Sendable {
  /// Which job.
  public let id: JobID
  /// The claim that holds it; every write about the job demands it.
  public let token: Int64
  /// The name of its kind.
  public let kind: String
  /// The queue it stood in.
  public let queue: String
  /// The workspace it works for.
  public let workspace: UUID?
  /// What the handler gets.
  public let args: JSONValue
  /// The number of this claim, counted from 1.
  public let attempt: Int
  /// How many claims it may use up.
  public let maxAttempts: Int
  /// How many workers have died while they held it.
  public let crashes: Int
  /// When it became due, by the database's clock.
  public let runAt: Instant
  /// When this claim was made, by the database's clock.
  public let claimedAt: Instant
  /// The W3C `traceparent` under which it was enqueued.
  public let trace: String?
  /// What outside calls derive their idempotency keys from.
  public let idempotencyBase: String
  /// Set where nothing but its discard is still to be done.
  let discardReason: String?
  /// True where somebody asked for its cancellation before it was claimed.
  let cancelRequested: Bool

  /// The workspace id that stands for none in `pipeline.jobs`.
  static let noWorkspace = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
}
