import FoundationEssentials

/// Reads the proposal tables' rows.
enum ProposalRows {
  /// A row of `proposals`, without groups.
  static func proposal(_ row: PostgresRow) throws -> Proposal {
    var proposal = Proposal(
      kind: try row.get("kind", as: String.self), title: try row.get("title", as: String.self),
      task: try row.get("task_id", as: UUID?.self), groups: [], reasons: try reasons(row),
      origin: try row.get("origin", as: JSONValue.self).objectValue ?? [:],
      id: try row.get("id", as: UUID.self))
    proposal.state = Proposal.State(rawValue: try row.get("state", as: String.self)) ?? .withdrawn
    proposal.version = try row.get("version", as: Int64.self)
    for member in try row.get("made", as: JSONValue.self).objectValue?.members ?? [] {
      proposal.made[member.key] = member.value.stringValue.flatMap { UUID(uuidString: $0) }
    }
    proposal.createdAt = try row.get("created_at", as: Instant.self)
    proposal.expiresAt = try row.get("expires_at", as: Instant?.self)
    return proposal
  }

  /// The groups with their items, both in order.
  static func groups(_ groups: PostgresResult, items: PostgresResult) throws -> [ProposalGroup] {
    var byGroup: [UUID: [ProposalItem]] = [:]
    for row in items {
      byGroup[try row.get("group_id", as: UUID.self), default: []].append(try item(row))
    }
    return try groups.map { row in
      let id = try row.get("id", as: UUID.self)
      var group = ProposalGroup(
        try row.get("title", as: String.self), items: byGroup[id] ?? [],
        reasons: try reasons(row), id: id)
      group.state =
        ProposalGroup.State(rawValue: try row.get("state", as: String.self)) ?? .rejected
      group.decisionReason = try row.get("decision_reason", as: String?.self)
      group.decidedAt = try row.get("decided_at", as: Instant?.self)
      group.transaction = try row.get("transaction_id", as: UUID?.self)
      return group
    }
  }

  /// A row of `proposal_items`.
  static func item(_ row: PostgresRow) throws -> ProposalItem {
    let change = try JSONMembers(row.get("change", as: JSONValue.self))
    var item = ProposalItem(
      try ProposalItem.Change(kind: row.get("kind", as: String.self), change),
      base: try row.get("base", as: JSONValue.self).objectValue ?? [:],
      reasons: try reasons(row), id: try row.get("id", as: UUID.self))
    item.state = ProposalItem.State(rawValue: try row.get("state", as: String.self)) ?? .open
    if case .create = item.change { item.result = try row.get("task_id", as: UUID?.self) }
    return item
  }

  private static func reasons(_ row: PostgresRow) throws -> [ProposalReason] {
    let items = try row.get("reasons", as: JSONValue.self).arrayValue ?? []
    return try items.map { try ProposalReason(JSONMembers($0)) }
  }
}
