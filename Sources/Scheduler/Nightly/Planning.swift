import FoundationEssentials
public import Shared

/// Plans a person's weeks, for the nightly job and for whoever wants to look first.
public enum Planning {
  /// What a look at a plan shows.
  public struct Preview: Sendable {
    /// The weeks as text.
    public let text: String
    /// The weeks as data: days, events, blocks, suggestions and reasons.
    public let json: JSONValue
    /// The proposal that would be stored; nil where there is nothing to suggest.
    public let proposal: Proposal?
  }

  /// Settles which past blocks were kept, frees the time of closed tasks, and learns the person's
  /// habits.
  static func learn(for actor: Actor, pool: PostgresPool) async throws {
    try await pool.execute(SnapshotStatements.settleBlocks, [actor.workspace, actor.user])
    let known = try await PreferenceStore.read(for: actor, in: pool)
    let habits = try await HabitReader.learn(for: actor, known: known, in: pool)
    if habits != Habits(json: known.learned) {
      try await PreferenceStore.learn(habits.json, for: actor, in: pool)
    }
  }

  /// Reads one consistent snapshot and plans it; the work is done off Swift's own threads.
  static func plan(
    for actor: Actor, pool: PostgresPool, options: RecurrenceOptions,
    estimates: (any NeighbourEstimates)?
  ) async throws -> NightPlan {
    var snapshot = try await PlanSnapshot.read(for: actor, options: options, pool: pool)
    if let estimates { try await snapshot.estimate(by: estimates) }
    let known = snapshot
    return await BlockingExecutor.shared.run { NightPlan.make(known) }
  }

  /// Plans without saving anything; `estimates` says how long tasks without an estimate take.
  public static func preview(
    for actor: Actor, pool: PostgresPool, settings: Settings,
    estimates: (any NeighbourEstimates)? = nil
  ) async throws -> Preview {
    let night = try await plan(
      for: actor, pool: pool, options: RecurrenceOptions(settings: settings),
      estimates: estimates)
    return Preview(
      text: PlanText(night).week(), json: PlanData(night).json,
      proposal: PlanProposal.make(night))
  }

  /// Plans and stores the proposal now, as the nightly job does.
  public static func propose(
    for actor: Actor, pool: PostgresPool, settings: Settings,
    estimates: (any NeighbourEstimates)? = nil
  ) async throws -> Preview {
    try await learn(for: actor, pool: pool)
    let preview = try await preview(
      for: actor, pool: pool, settings: settings, estimates: estimates)
    try await pool.transaction { session in
      try await ProposalStore.withdraw(kind: PlanProposal.kind, for: actor, in: session)
      if let proposal = preview.proposal {
        try await ProposalStore.store(proposal, for: actor, in: session)
      }
    }
    return preview
  }
}
