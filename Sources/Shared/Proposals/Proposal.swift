public import FoundationEssentials

/// What a capability suggests: groups of items with reasons and the values they rest on.
///
/// One shape serves rescheduling, breakdown and suggestions. Nothing changes until a person accepts.
public struct Proposal: Hashable, Sendable {
  /// Where the proposal stands.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// Groups are left to decide.
    case open
    /// All groups are decided.
    case decided
    /// Taken back, as when a newer one replaced it.
    case withdrawn
  }

  /// Its id.
  public var id: UUID
  /// What made it: `reschedule`, `breakdown`, `suggestion`, … at most 40 characters.
  public var kind: String
  /// What it is about, in a few words.
  public var title: String
  /// The task it is about, where there is one.
  public var task: UUID?
  /// Why, as a whole.
  public var reasons: [ProposalReason]
  /// How it was made: model, prompt, seed, iterations, job.
  public var origin: JSONObject
  /// Its groups, in order.
  public var groups: [ProposalGroup]
  /// Seconds after which it can no longer be accepted, nil for never; used when it is stored.
  public var lifetimeSeconds: Int64?
  /// Where it stands.
  public internal(set) var state = State.open
  /// Counted up by each edit and decision.
  public internal(set) var version: Int64 = 1
  /// The tasks that accepted drafts became, by key.
  var made: [String: UUID] = [:]
  /// When it was stored.
  public internal(set) var createdAt: Instant?
  /// When it can no longer be accepted.
  public internal(set) var expiresAt: Instant?

  /// A proposal that is not stored yet.
  public init(
    kind: String, title: String, task: UUID? = nil, groups: [ProposalGroup],
    reasons: [ProposalReason] = [], origin: JSONObject = [:], lifetimeSeconds: Int64? = nil,
    id: UUID = UUID()
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.task = task
    self.groups = groups
    self.reasons = reasons
    self.origin = origin
    self.lifetimeSeconds = lifetimeSeconds
  }

  /// The place of an item.
  func place(of item: UUID) -> (group: Int, item: Int)? {
    for (group, value) in groups.enumerated() {
      if let place = value.items.firstIndex(where: { $0.id == item }) { return (group, place) }
    }
    return nil
  }
}
