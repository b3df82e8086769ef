public import FoundationEssentials

/// A row of `pipeline.raw_inputs`.
public struct StoredInput: Hashable, Sendable {
  /// What became of it.
  public enum Outcome: String, Hashable, Sendable {
    /// A task.
    case task
    /// A comment on a task.
    case comment
    /// It is held until a person decides.
    case quarantined
    /// Nothing, on purpose.
    case dropped
    /// Nothing, by failure; the reason says why.
    case failed
  }

  /// Its id.
  public var id: UUID
  /// Who acts, and where.
  public var actor: Actor
  /// Where it came in.
  public var source: String
  /// Where the raw bytes lie; nil once they were removed.
  public var objectKey: String?
  /// How many bytes came in.
  public var byteCount: Int64
  /// The row of `pipeline.addresses` it was sent to.
  public var address: UUID?
  /// The recipient as it was written.
  public var recipient: String?
  /// Envelope and request facts.
  public var details: JSONObject
  /// When it was accepted, by the database's clock.
  public var receivedAt: Instant
  /// The job that handles it.
  public var job: Int64?
  /// What became of it, nil while it waits.
  public var outcome: Outcome?
  /// Why, in our own words.
  public var outcomeReason: String?
  /// The task it became or was added to.
  public var task: UUID?
  /// The comment it became.
  public var comment: UUID?
  /// The transaction of `command_log` that wrote it.
  public var transaction: UUID?
}
