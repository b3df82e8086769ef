import FoundationEssentials

/// The values that an item rests on: read when it is stored, compared when it is accepted.
struct ProposalBase {
  /// The task's row, facts and planned blocks, in the spelling of the database.
  private let states: [UUID: JSONObject]

  private static let stateSQL = SQL(
    "read_proposal_base",
    """
    select t.id, t.project_id,
      to_jsonb(t) - 'search_vector' || jsonb_build_object(
        'facts', coalesce((select to_jsonb(f) from pipeline.task_facts f where f.task_id = t.id
          and f.workspace_id = t.workspace_id), '{}'),
        'blocks', coalesce((select jsonb_agg(jsonb_build_object('start', lower(b.during),
            'end', upper(b.during)) order by lower(b.during))
          from pipeline.planned_blocks b where b.task_id = t.id and b.state = 'planned'), '[]'))
      as state
    from public.tasks t
    where t.id = any($1) and t.workspace_id = $2 and t.deleted_at is null
    """)

  private static let normalSQL = SQL(
    "normalize_proposal_base",
    """
    select to_jsonb(jsonb_populate_record(null::public.tasks, $1)) || jsonb_build_object(
      'facts', to_jsonb(jsonb_populate_record(null::pipeline.task_facts,
        coalesce($1::jsonb -> 'facts', '{}'))),
      'blocks', (select coalesce(jsonb_agg(jsonb_build_object(
          'start', (b ->> 'start')::timestamptz, 'end', (b ->> 'end')::timestamptz)
          order by (b ->> 'start')::timestamptz), '[]')
        from jsonb_array_elements(coalesce($1::jsonb -> 'blocks', '[]')) b)) as normal
    """)

  /// Reads the present values of tasks; throws `notFound` for one that does not exist for the
  /// actor.
  init(_ tasks: Set<UUID>, as actor: Actor, in session: any PostgresSession) async throws {
    guard !tasks.isEmpty else {
      states = [:]
      return
    }
    var states: [UUID: JSONObject] = [:]
    var projects: Set<UUID> = []
    for row in try await session.query(Self.stateSQL, [Array(tasks), actor.workspace]) {
      states[try row.get("id", as: UUID.self)] =
        try row.get("state", as: JSONValue.self).objectValue
      if let project = try row.get("project_id", as: UUID?.self) { projects.insert(project) }
    }
    if let missing = tasks.first(where: { states[$0] == nil }) {
      throw TaskError.notFound("task", missing)
    }
    try await Permissions.require(.read, of: projects, as: actor, in: session)
    self.states = states
  }

  /// The row of a task as it is now.
  func state(of task: UUID) -> JSONObject { states[task] ?? [:] }

  /// The planned blocks of a task as they are now.
  func blocks(of task: UUID) -> [InstantRange] {
    (states[task]?["blocks"]?.arrayValue ?? []).compactMap { block in
      guard let members = try? JSONMembers(block) else { return nil }
      return try? InstantRange(block: members)
    }
  }

  /// Gives items without a base for what they change the present value.
  static func fill(
    _ proposal: inout Proposal, as actor: Actor, in session: any PostgresSession
  ) async throws {
    var tasks = Set(proposal.groups.flatMap(\.items).compactMap(\.task))
    if let task = proposal.task { tasks.insert(task) }
    try await Permissions.require(actor, in: session)
    let present = try await ProposalBase(tasks, as: actor, in: session)
    for group in proposal.groups.indices {
      for index in proposal.groups[group].items.indices {
        var item = proposal.groups[group].items[index]
        switch item.change {
        case .set(let task, let field, let value):
          if field != .tags { _ = try field.checked(value) }
          present.fill(field, of: task, into: &item.base)
        case .move(let task, _):
          if item.base["blocks"] == nil {
            item.base["blocks"] = present.state(of: task)["blocks"]
          }
          if item.base["status"] == nil { item.base["status"] = present.state(of: task)["status"] }
        case .create, .depend: break
        }
        proposal.groups[group].items[index] = item
      }
    }
  }

  private func fill(_ field: TaskField, of task: UUID, into base: inout JSONObject) {
    let state = state(of: task)
    switch field.storage {
    case .column:
      if base[field.rawValue] == nil { base[field.rawValue] = state[field.rawValue] ?? .null }
    case .fact:
      var facts = base["facts"]?.objectValue ?? [:]
      if facts[field.rawValue] == nil {
        facts[field.rawValue] = state["facts"]?[field.rawValue] ?? .null
        base["facts"] = .object(facts)
      }
    case .rows: break
    }
  }

  /// Passes where the item's base still holds; throws `stale` with the field that has changed.
  func check(_ item: ProposalItem, in session: any PostgresSession) async throws {
    guard let task = item.task, item.base.count > 0 else { return }
    let state = state(of: task)
    guard
      let normal = try await session.queryRow(Self.normalSQL, [JSONValue.object(item.base)])?
        .get("normal", as: JSONValue.self)
    else { return }
    for key in item.base.keys where key != "facts" {
      guard normal[key] ?? .null == state[key] ?? .null else { throw stale(task, key) }
    }
    for key in item.base["facts"]?.objectValue?.keys ?? [] {
      guard normal["facts"]?[key] ?? .null == state["facts"]?[key] ?? .null else {
        throw stale(task, key)
      }
    }
  }

  private func stale(_ task: UUID, _ field: String) -> TaskError {
    TaskError(
      .stale, entity: "task", id: task,
      field: TaskRow.mutableColumns.contains(field) || TaskField(rawValue: field) != nil
        ? field : nil,
      "a value that the suggestion rests on has changed")
  }
}
