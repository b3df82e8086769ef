import FoundationEssentials

/// The items of one group gathered by task, so that each row is updated once.
struct ProposalChanges {
  private let proposal: Proposal
  private let items: [ProposalItem]
  private var changes: [UUID: TaskChange] = [:]
  private var order: [UUID] = []
  private var waiting: [(item: UUID, blocker: TaskReference, blocked: TaskReference)] = []
  /// The drafts to write first, with the place of their item.
  private(set) var drafts: [(item: Int, draft: TaskDraft)] = []
  /// Items whose tasks are not all there yet.
  private(set) var deferred: Set<UUID> = []
  /// The tasks whose planned time changes.
  private(set) var moved: Set<UUID> = []

  /// The items of that group, not sorted yet.
  init(_ proposal: Proposal, group: Int) {
    self.proposal = proposal
    items = proposal.groups[group].items
  }

  /// The changes of existing tasks, in the order in which the items name them.
  var all: [TaskChange] { order.compactMap { changes[$0] } }

  private mutating func change(_ task: UUID, _ body: (inout TaskChange) -> Void) {
    if changes[task] == nil { order.append(task) }
    body(&changes[task, default: TaskChange(task)])
  }

  /// Sorts the items into drafts and changes.
  mutating func gather(_ base: ProposalBase) throws(TaskError) {
    for (index, item) in items.enumerated() {
      switch item.change {
      case .create(let draft):
        drafts.append((index, draft))
      case .move(let task, let blocks):
        try move(task, blocks, base, item)
      case .set(let task, let field, let value):
        try set(task, field, value, item)
      case .depend(let blocker, let blocked):
        waiting.append((item.id, blocker, blocked))
      }
    }
  }

  private mutating func move(
    _ task: UUID, _ blocks: [InstantRange], _ base: ProposalBase, _ item: ProposalItem
  ) throws(TaskError) {
    if let status = base.state(of: task)["status"]?.stringValue.flatMap(TaskStatus.init),
      status.isClosed
    {
      throw TaskError(.rule, entity: "task", id: task, field: "status", "the task is closed")
    }
    let sorted = blocks.sorted { ($0.lower ?? Self.never) < ($1.lower ?? Self.never) }
    let start = sorted.first?.lower
    moved.insert(task)
    let note = provenance(.start, value: start?.description, kind: .plan, item)
    change(task) { change in
      change.blocks = sorted
      change.fields[.start] = start?.json ?? .null
      change.provenance.append(note)
    }
  }

  private static let never = Instant(microseconds: .max)

  private mutating func set(
    _ task: UUID, _ field: TaskField, _ value: JSONValue, _ item: ProposalItem
  ) throws(TaskError) {
    let note = provenance(field, value: value.stringValue ?? value.serialized, kind: .rule, item)
    if field == .tags {
      let names = value.arrayValue?.compactMap(\.stringValue)
      guard let names, names.count == value.arrayValue?.count else {
        throw TaskError(.invalid, field: "tags", "a list of names is expected")
      }
      change(task) { $0.addedTags += names }
    } else {
      change(task) { $0.fields[field] = value }
    }
    change(task) { $0.provenance.append(note) }
  }

  private func provenance(
    _ field: TaskField, value: String?, kind: Provenance.Kind, _ item: ProposalItem
  ) -> Provenance {
    Provenance(
      field, value: value.map { TaskText.fit($0, TaskLimits.provenanceCharacters).text },
      kind: kind,
      reference: [
        "proposal": proposal.id.json, "kind": .string(proposal.kind), "item": item.id.json,
      ], confidence: 1)
  }

  /// Turns the dependencies into changes, once the group's drafts are tasks.
  mutating func resolve(_ proposal: Proposal) {
    for edge in waiting {
      guard let blocker = proposal.task(of: edge.blocker),
        let blocked = proposal.task(of: edge.blocked)
      else {
        deferred.insert(edge.item)
        continue
      }
      change(blocked) { $0.blockers.append(blocker) }
    }
  }
}
