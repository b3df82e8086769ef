public import FoundationEssentials

/// A rule of a capability that an accepted group has to keep beside those of all proposals.
///
/// It looks at the rows as they stand after the group was applied, in the same transaction;
/// throwing a ``TaskError`` takes the group back and refuses it with that reason.
public protocol ProposalCheck: Sendable {
  /// The check for one acceptance, with what it needs for all groups of the proposal read once; it
  /// runs in the transaction of the acceptance, before any group is applied.
  func prepared(
    for proposal: Proposal, as actor: Actor, in session: any PostgresSession
  ) async throws -> any ProposalCheck
  /// Passes where the group holds. `moved` are the tasks whose planned time is new, `former` the
  /// planned blocks that they had before.
  func check(
    kind: String, moved: Set<UUID>, former: [UUID: [InstantRange]], as actor: Actor,
    in session: any PostgresSession
  ) async throws
}

extension ProposalCheck {
  /// The check itself: it reads what it needs for each group.
  public func prepared(
    for proposal: Proposal, as actor: Actor, in session: any PostgresSession
  ) async throws -> any ProposalCheck { self }
}
