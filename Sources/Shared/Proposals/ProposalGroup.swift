public import FoundationEssentials

/// Items that only make sense together: what a person accepts or rejects.
///
/// Every subset of a proposal's groups can be applied, in any order.
public struct ProposalGroup: Hashable, Sendable {
  /// Where the group stands.
  public enum State: String, Hashable, Sendable {
    /// Not decided.
    case open
    /// Applied.
    case accepted
    /// Turned down.
    case rejected
  }

  /// Its id.
  public var id: UUID
  /// What it does, in a few words.
  public var title: String
  /// Why.
  public var reasons: [ProposalReason]
  /// Its items, in order.
  public var items: [ProposalItem]
  /// Where it stands.
  public internal(set) var state = State.open
  /// Why it was rejected, in the person's words.
  public internal(set) var decisionReason: String?
  /// When it was decided.
  public internal(set) var decidedAt: Instant?
  /// The transaction of `command_log` that applied it.
  public internal(set) var transaction: UUID?

  /// A group that is not decided yet.
  public init(
    _ title: String, items: [ProposalItem], reasons: [ProposalReason] = [], id: UUID = UUID()
  ) {
    self.title = title
    self.items = items
    self.reasons = reasons
    self.id = id
  }
}
