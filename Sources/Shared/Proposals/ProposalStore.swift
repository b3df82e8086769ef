public import FoundationEssentials

/// Proposals in the database: stored by capabilities, listed and read by the person they are for.
public enum ProposalStore {
  private static let insertSQL = SQL(
    "insert_proposal",
    """
    insert into pipeline.proposals (id, workspace_id, user_id, kind, title, task_id, reasons,
      origin, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, now() + $9::bigint * interval '1 second')
    """)

  private static let groupsSQL = SQL(
    "insert_proposal_groups",
    """
    insert into pipeline.proposal_groups (id, proposal_id, ordinal, title, reasons)
    select r.id, $1, r.ordinal, r.title, r.reasons
    from jsonb_populate_recordset(null::pipeline.proposal_groups, $2) r
    """)

  private static let itemsSQL = SQL(
    "insert_proposal_items",
    """
    insert into pipeline.proposal_items (id, group_id, proposal_id, ordinal, kind, task_id, change,
      base, reasons)
    select r.id, r.group_id, $1, r.ordinal, r.kind, r.task_id, r.change, r.base, r.reasons
    from jsonb_populate_recordset(null::pipeline.proposal_items, $2) r
    """)

  /// Stores a proposal for the actor, to whom alone it will be shown.
  ///
  /// Items that set a field or move a task and say nothing about its value get the present one as
  /// their base. Throws where the actor may not read one of the tasks, or the form is wrong.
  public static func store(
    _ proposal: Proposal, for actor: Actor, in session: any PostgresSession
  ) async throws {
    var proposal = try proposal.normalized()
    try await ProposalBase.fill(&proposal, as: actor, in: session)
    let groups = proposal.groups.enumerated().map { ordinal, group -> JSONValue in
      [
        "id": group.id.json, "ordinal": .int(Int64(ordinal)), "title": .string(group.title),
        "reasons": .array(group.reasons.map(\.json)),
      ]
    }
    let items = proposal.groups.flatMap { group in
      group.items.enumerated().map { ordinal, item in
        JSONValue.members([
          "id": item.id.json, "group_id": group.id.json, "ordinal": .int(Int64(ordinal)),
          "kind": .string(item.kind), "task_id": item.task.json, "change": item.change.json,
          "base": .object(item.base), "reasons": .array(item.reasons.map(\.json)),
        ])
      }
    }
    try await session.pipeline { batch in
      batch.add(
        insertSQL,
        [
          proposal.id, actor.workspace, actor.user, proposal.kind, proposal.title, proposal.task,
          TaskText.clean(.array(proposal.reasons.map(\.json))),
          TaskText.clean(.object(proposal.origin)), proposal.lifetimeSeconds,
        ])
      batch.add(groupsSQL, [proposal.id, TaskText.clean(.array(groups))])
      batch.add(itemsSQL, [proposal.id, TaskText.clean(.array(items))])
    }
  }

  private static let readSQL = SQL(
    "read_proposal",
    """
    select p.id, p.kind, p.title, p.task_id, p.reasons, p.origin, p.state, p.version, p.made,
      p.created_at, p.expires_at
    from pipeline.proposals p where p.id = $1 and p.workspace_id = $2 and p.user_id = $3
    """)

  private static let lockSQL = SQL("lock_proposal", readSQL.text + " for update")

  private static let readGroupsSQL = SQL(
    "read_proposal_groups",
    """
    select id, title, reasons, state, decision_reason, decided_at, transaction_id
    from pipeline.proposal_groups where proposal_id = $1 order by ordinal
    """)

  private static let readItemsSQL = SQL(
    "read_proposal_items",
    """
    select id, group_id, kind, task_id, change, base, reasons, state
    from pipeline.proposal_items where proposal_id = $1 order by ordinal
    """)

  /// The proposal, where it is the actor's; throws `notFound` otherwise.
  public static func proposal(
    _ id: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws -> Proposal {
    try await Permissions.require(actor, in: session)
    return try await read(id, readSQL, as: actor, in: session)
  }

  /// The proposal, held until the transaction ends.
  static func lock(
    _ id: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws -> Proposal {
    try await Permissions.require(actor, in: session)
    return try await read(id, lockSQL, as: actor, in: session)
  }

  private static func read(
    _ id: UUID, _ sql: SQL, as actor: Actor, in session: any PostgresSession
  ) async throws -> Proposal {
    guard let row = try await session.queryRow(sql, [id, actor.workspace, actor.user]) else {
      throw TaskError.notFound("proposal", id)
    }
    var proposal = try ProposalRows.proposal(row)
    let results = try await session.pipeline { batch in
      batch.add(readGroupsSQL, [id])
      batch.add(readItemsSQL, [id])
    }
    proposal.groups = try ProposalRows.groups(results[0], items: results[1])
    return proposal
  }

  private static let listSQL = SQL(
    "list_proposals",
    """
    select p.id, p.kind, p.title, p.task_id, p.reasons, p.origin, p.state, p.version, p.made,
      p.created_at, p.expires_at,
      (select count(*) from pipeline.proposal_groups g
        where g.proposal_id = p.id and g.state = 'open') as open_groups,
      (select count(*) from pipeline.proposal_groups g where g.proposal_id = p.id) as all_groups
    from pipeline.proposals p
    where p.workspace_id = $1 and p.user_id = $2 and ($3::text is null or p.state = $3)
      and ($4::text is null or p.kind = $4)
    order by p.created_at desc, p.id limit $5
    """)

  /// The actor's proposals, the latest first, each as an object without its items.
  public static func list(
    state: Proposal.State? = nil, kind: String? = nil, limit: Int = ProposalLimits.listed,
    as actor: Actor, in session: any PostgresSession
  ) async throws -> [JSONValue] {
    try await Permissions.require(actor, in: session)
    let bounded = Int64(min(max(limit, 1), ProposalLimits.listed))
    let rows = try await session.query(
      listSQL, [actor.workspace, actor.user, state?.rawValue, kind, bounded])
    return try rows.map { row in
      var object = try ProposalRows.proposal(row).json.objectValue ?? [:]
      object["groups"] = nil
      object["open_groups"] = .int(try row.get("open_groups", as: Int64.self))
      object["all_groups"] = .int(try row.get("all_groups", as: Int64.self))
      return .object(object)
    }
  }

  private static let withdrawSQL = SQL(
    "withdraw_proposals",
    """
    update pipeline.proposals set state = 'withdrawn', version = version + 1, updated_at = now()
    where workspace_id = $1 and user_id = $2 and kind = $3 and state = 'open'
      and ($4::uuid is null or task_id = $4)
    """)

  /// Takes back the actor's open proposals of a kind, and of a task where given, as a newer one
  /// replaces them; returns how many.
  @discardableResult
  public static func withdraw(
    kind: String, task: UUID? = nil, for actor: Actor, in session: any PostgresSession
  ) async throws -> Int {
    try await session.execute(withdrawSQL, [actor.workspace, actor.user, kind, task])
  }

  private static let rejectedSQL = SQL(
    "list_rejected_items",
    """
    select i.id, i.group_id, i.kind, i.task_id, i.change, i.base, i.reasons, i.state
    from pipeline.proposal_items i
    join pipeline.proposal_groups g on g.id = i.group_id and g.state = 'rejected'
    join pipeline.proposals p on p.id = i.proposal_id
    where p.workspace_id = $1 and p.user_id = $2 and p.kind = $3
    order by g.decided_at desc, i.group_id, i.ordinal limit $4
    """)

  /// The items of a kind that the actor has turned down, the latest first, with the values they
  /// rested on: what is not to be proposed again unless one of those has changed.
  public static func rejectedItems(
    kind: String, limit: Int = ProposalLimits.items, for actor: Actor,
    in session: any PostgresSession
  ) async throws -> [ProposalItem] {
    try await session.query(
      rejectedSQL, [actor.workspace, actor.user, kind, Int64(max(limit, 1))]
    ).map { try ProposalRows.item($0) }
  }
}
