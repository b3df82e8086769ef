import FoundationEssentials

/// Applies one group of a proposal.
struct ProposalApplication {
  /// The proposal with what has been applied noted in it.
  private(set) var proposal: Proposal
  /// The tasks that were made.
  private(set) var created: [WrittenTask] = []
  private let writer: TaskWriter
  private let checks: [any ProposalCheck]
  private let actor: Actor

  /// An application that has done nothing yet.
  init(
    _ proposal: Proposal, writer: TaskWriter, checks: [any ProposalCheck], actor: Actor
  ) {
    self.proposal = proposal
    self.writer = writer
    self.checks = checks
    self.actor = actor
  }

  /// Checks and writes the group; throws a ``TaskError`` with what no longer holds.
  func apply(
    _ group: Int, in session: any PostgresSession, within transaction: inout TaskTransaction
  ) async throws -> ProposalApplication {
    var copy = self
    let items = copy.proposal.groups[group].items
    let tasks = Set(items.compactMap(\.task))
    if items.contains(where: \.mayDepend) {
      try await TaskLock.acquire([.dependencies(workspace: actor.workspace)], in: session)
    }
    _ = try await TaskRow.lock(tasks, as: actor, in: session)
    let base = try await ProposalBase(tasks, as: actor, in: session)
    for item in items { try await base.check(item, in: session) }
    var changes = ProposalChanges(copy.proposal, group: group)
    try changes.gather(base)
    try await copy.create(changes.drafts, group: group, in: session, within: &transaction)
    changes.resolve(copy.proposal)
    try await writer.change(changes.all, as: actor, in: session, within: &transaction)
    try await ProposalRules.check(
      tasks.union(copy.created.map(\.id)), moved: changes.moved, user: actor.user, in: session)
    let former = Dictionary(
      uniqueKeysWithValues: changes.moved.map { ($0, base.blocks(of: $0)) })
    for check in checks {
      try await check.check(
        kind: copy.proposal.kind, moved: changes.moved, former: former, as: actor, in: session)
    }
    for index in items.indices {
      copy.proposal.groups[group].items[index].state =
        changes.deferred.contains(items[index].id) ? .deferred : .applied
    }
    copy.proposal.groups[group].state = .accepted
    copy.proposal.groups[group].transaction = transaction.id
    return copy
  }

  private mutating func create(
    _ drafts: [(item: Int, draft: TaskDraft)], group: Int, in session: any PostgresSession,
    within transaction: inout TaskTransaction
  ) async throws {
    guard !drafts.isEmpty else { return }
    let written = try await writer.write(
      drafts.map(\.draft), as: actor, in: session, within: &transaction)
    for (place, task) in zip(drafts, written) {
      proposal.groups[group].items[place.item].result = task.id
      for made in task.flattened {
        if let key = made.key { proposal.made[key] = made.id }
      }
    }
    created += written
  }
}

extension ProposalItem {
  /// True where the item can add a dependency.
  fileprivate var mayDepend: Bool {
    switch change {
    case .depend: true
    case .create(let draft): !draft.blockedBy.isEmpty || !draft.blocking.isEmpty
    case .move, .set: false
    }
  }
}
