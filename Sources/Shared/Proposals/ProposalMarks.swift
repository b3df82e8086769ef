import FoundationEssentials

/// Writes down what was decided about a proposal.
enum ProposalMarks {
  private static let groupsSQL = SQL(
    "mark_proposal_groups",
    """
    update pipeline.proposal_groups
    set state = $3, decided_by = $4, decided_at = now(), decision_reason = $5, transaction_id = $6
    where proposal_id = $1 and id = any($2) and state = 'open'
    """)

  private static let itemsSQL = SQL(
    "mark_proposal_items",
    """
    update pipeline.proposal_items i
    set state = r.state, task_id = coalesce(r.task_id, i.task_id)
    from jsonb_to_recordset($2) as r(id uuid, state text, task_id uuid)
    where i.proposal_id = $1 and i.id = r.id
    """)

  private static let keysSQL = SQL(
    "mark_proposal_keys",
    """
    update pipeline.proposals set made = $2, version = version + 1, updated_at = now(),
      state = case when exists (select from pipeline.proposal_groups g
        where g.proposal_id = $1 and g.state = 'open') then state else 'decided' end
    where id = $1
    """)

  /// Notes groups as accepted, with the tasks that their drafts became.
  static func accepted(
    _ proposal: Proposal, groups: [UUID], transaction: UUID, as actor: Actor,
    in session: any PostgresSession
  ) async throws {
    let items = proposal.groups.filter { $0.state == .accepted }.flatMap(\.items).map { item in
      JSONValue.members([
        "id": item.id.json, "state": .string(item.state.rawValue), "task_id": item.result.json,
      ])
    }
    try await session.execute(itemsSQL, [proposal.id, JSONValue.array(items)])
    try await mark(
      proposal, groups, state: .accepted, reason: nil, transaction: transaction, as: actor,
      in: session)
  }

  /// Notes groups as rejected.
  static func rejected(
    _ proposal: Proposal, groups: [UUID], reason: String?, as actor: Actor,
    in session: any PostgresSession
  ) async throws {
    try await mark(
      proposal, groups, state: .rejected, reason: reason, transaction: nil, as: actor,
      in: session)
  }

  private static func mark(
    _ proposal: Proposal, _ groups: [UUID], state: ProposalGroup.State, reason: String?,
    transaction: UUID?, as actor: Actor, in session: any PostgresSession
  ) async throws {
    try await session.execute(
      groupsSQL, [proposal.id, groups, state.rawValue, actor.user, reason, transaction])
    let made = JSONObject(proposal.made.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) })
    try await session.execute(keysSQL, [proposal.id, JSONValue.object(made)])
  }
}
