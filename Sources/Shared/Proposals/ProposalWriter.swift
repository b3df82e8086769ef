public import FoundationEssentials

/// Decides proposals: accepts any subset of groups, rejects, edits.
///
/// An acceptance is one transaction of `command_log`. Each group is looked at anew: the values it
/// rests on, the actor's permission, circles, deadlines and free time. A group that no longer
/// holds is refused with its reason and stays open; the others are applied. Decisions about one
/// proposal wait for each other, and so do those about one person's time.
public struct ProposalWriter: Sendable {
  private let writer: TaskWriter
  private let checks: [any ProposalCheck]

  /// A writer whose changes those listeners hear of, and whose groups have to pass those checks.
  public init(
    listeners: [any TaskChangeListener] = [], checks: [any ProposalCheck] = []
  ) {
    writer = TaskWriter(listeners: listeners)
    self.checks = checks
  }

  /// Accepts groups, all open ones where nil is given.
  ///
  /// Throws where the proposal does not exist for the actor, is no longer open or has expired, or
  /// a group is none of its own.
  public func accept(
    _ id: UUID, groups wanted: [UUID]? = nil, as actor: Actor, in session: PostgresTransaction
  ) async throws -> ProposalDecision {
    try await TaskLock.acquire([.blocks(user: actor.user)], in: session)
    var proposal = try await ProposalStore.lock(id, as: actor, in: session)
    let chosen = try await choose(wanted, of: proposal, in: session)
    var checks: [any ProposalCheck] = []
    for check in self.checks {
      checks.append(try await check.prepared(for: proposal, as: actor, in: session))
    }
    let prepared = checks
    var decision = ProposalDecision()
    var transaction = TaskTransaction()
    for index in chosen {
      let group = proposal.groups[index]
      guard group.state == .open else {
        decision.refused.append(
          .init(group: group.id, reason: Self.decided(group)))
        continue
      }
      var trial = transaction
      do {
        let applied = try await session.savepoint { session in
          try await ProposalApplication(proposal, writer: writer, checks: prepared, actor: actor)
            .apply(index, in: session, within: &trial)
        }
        transaction = trial
        proposal = applied.proposal
        decision.created += applied.created
        decision.accepted.append(group.id)
      } catch let error as TaskError where error.code != .isolation {
        decision.refused.append(.init(group: group.id, reason: error))
      } catch let error as PostgresError where Self.isInTheWay(error) {
        let reason = TaskError(.stale, "a row that it needs is gone or in the way")
        decision.refused.append(.init(group: group.id, reason: reason))
      }
    }
    if !decision.accepted.isEmpty {
      try await connect(&proposal, as: actor, in: session, within: &transaction)
      decision.transaction = transaction.id
      try await ProposalMarks.accepted(
        proposal, groups: decision.accepted, transaction: transaction.id, as: actor, in: session)
    }
    return decision
  }

  /// The places of the wanted groups, in the proposal's order.
  private func choose(
    _ wanted: [UUID]?, of proposal: Proposal, in session: any PostgresSession
  ) async throws -> [Int] {
    guard proposal.state == .open else {
      throw TaskError(
        .wrongState, entity: "proposal", id: proposal.id,
        proposal.state == .withdrawn
          ? "the proposal was taken back" : "the proposal is decided already")
    }
    if let end = proposal.expiresAt, try await TaskWriter.now(in: session) >= end {
      throw TaskError(.wrongState, entity: "proposal", id: proposal.id, "the proposal has expired")
    }
    guard let wanted else {
      return proposal.groups.indices.filter { proposal.groups[$0].state == .open }
    }
    let known = Set(proposal.groups.map(\.id))
    if let stranger = wanted.first(where: { !known.contains($0) }) {
      throw TaskError.notFound("group", stranger)
    }
    let chosen = Set(wanted)
    return proposal.groups.indices.filter { chosen.contains(proposal.groups[$0].id) }
  }

  private static func decided(_ group: ProposalGroup) -> TaskError {
    TaskError(
      .wrongState, entity: "group", id: group.id,
      group.state == .accepted ? "the group is accepted already" : "the group was rejected")
  }

  /// True for a missing or a doubled row, which only a change by someone else can explain.
  private static func isInTheWay(_ error: PostgresError) -> Bool {
    error.isUniqueViolation || error.sqlState == "23503"
  }

  /// Writes the dependencies that waited for a group which is accepted now. One that would close a
  /// circle, or whose task is gone, stays deferred.
  private func connect(
    _ proposal: inout Proposal, as actor: Actor, in session: PostgresTransaction,
    within transaction: inout TaskTransaction
  ) async throws {
    for group in proposal.groups.indices where proposal.groups[group].state == .accepted {
      for index in proposal.groups[group].items.indices {
        let item = proposal.groups[group].items[index]
        guard item.state == .deferred, case .depend(let blocker, let blocked) = item.change,
          let before = proposal.task(of: blocker), let after = proposal.task(of: blocked)
        else { continue }
        var change = TaskChange(after)
        change.blockers = [before]
        let final = change
        var trial = transaction
        do {
          try await session.savepoint { session in
            try await writer.change([final], as: actor, in: session, within: &trial)
          }
          transaction = trial
          proposal.groups[group].items[index].state = .applied
        } catch is TaskError {
          continue
        }
      }
    }
  }

  /// Turns groups down, all open ones where nil is given, with the person's reason.
  ///
  /// Returns the groups that were rejected; groups decided before are left as they are.
  @discardableResult
  public func reject(
    _ id: UUID, groups wanted: [UUID]? = nil, reason: String? = nil, as actor: Actor,
    in session: any PostgresSession
  ) async throws -> [UUID] {
    try await TaskLock.acquire([], in: session)
    let proposal = try await ProposalStore.lock(id, as: actor, in: session)
    let chosen = try await choose(wanted, of: proposal, in: session)
      .map { proposal.groups[$0] }.filter { $0.state == .open }.map(\.id)
    guard !chosen.isEmpty else { return [] }
    try await ProposalMarks.rejected(
      proposal, groups: chosen,
      reason: reason.map { TaskText.fit($0, ProposalLimits.decisionCharacters).text },
      as: actor, in: session)
    return chosen
  }
}

extension Proposal {
  /// The task that a reference stands for, nil while its draft has not been accepted.
  func task(of reference: TaskReference) -> UUID? {
    switch reference {
    case .task(let id): return id
    case .draft(let key):
      return made[key]
    }
  }
}
