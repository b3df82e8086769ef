public import FoundationEssentials
public import Shared

/// Reads what a breakdown draws on: only what the acting person may see.
public struct BreakdownReader: Sendable {
  private let pool: PostgresPool
  private let meaning: (any BreakdownMeaning)?

  /// A reader; without `meaning` only words are compared.
  public init(pool: PostgresPool, meaning: (any BreakdownMeaning)? = nil) {
    self.pool = pool
    self.meaning = meaning
  }

  private static let siblingsSQL = SQL(
    "breakdown_siblings",
    """
    select s.title from public.tasks t join public.tasks s
      on s.workspace_id = t.workspace_id and s.id <> t.id and s.deleted_at is null
        and s.parent_task_id is not distinct from t.parent_task_id
        and s.project_id is not distinct from t.project_id
        and s.status in ('TODO', 'IN_PROGRESS')
    where t.id = $1 and t.workspace_id = $2 and (t.parent_task_id is not null
      or t.project_id is not null)
    order by s.updated_at desc nulls last, s.id limit $3
    """)

  /// Finished parents of the workspace with at least two finished sub-tasks, of projects in which
  /// the person is a member or of none. As an array the parents' ids are looked up in the primary
  /// key; as a join the whole table would be read once more.
  private static let parentsSQL = SQL(
    "breakdown_parents",
    """
    select p.id, p.title from public.tasks p
    where p.id = any(array(
        select c.parent_task_id from public.tasks c
        where c.workspace_id = $1 and c.parent_task_id is not null and c.status = 'DONE'
          and c.deleted_at is null
        group by c.parent_task_id having count(*) >= 2))
      and p.workspace_id = $1 and p.deleted_at is null and p.status = 'DONE' and p.id <> $2
      and (p.project_id is null or exists (select from public.project_members m
        where m.project_id = p.project_id and m.user_id = $3))
    order by p.completed_at desc nulls last, p.id limit $4
    """)

  private static let stepsSQL = SQL(
    "breakdown_steps",
    """
    select c.id, c.parent_task_id, c.title,
      nullif(coalesce(nullif(c.time_spent_minutes, 0), c.estimated_minutes), 0) as minutes
    from public.tasks c
    where c.parent_task_id = any($2) and c.workspace_id = $1 and c.status = 'DONE'
      and c.deleted_at is null
    order by c.parent_task_id, c.completed_at nulls last, c.lexorank collate "C", c.id
    """)

  private static let edgesSQL = SQL(
    "breakdown_edges",
    """
    select d.blocker_task_id, d.blocked_task_id from public.task_dependencies d
    join public.tasks a on a.id = d.blocker_task_id and a.workspace_id = $1
    join public.tasks b on b.id = d.blocked_task_id and b.workspace_id = $1
      and b.parent_task_id = a.parent_task_id
    where a.parent_task_id = any($2)
    """)

  private static let biasSQL = SQL(
    "breakdown_bias",
    """
    select percentile_cont(0.5) within group (order by r.ratio) as bias, count(*) as tasks
    from (
      select least(greatest(time_spent_minutes::double precision / estimated_minutes, 0.2), 5)
        as ratio
      from public.tasks
      where workspace_id = $1 and created_by = $2 and status = 'DONE' and deleted_at is null
        and estimated_minutes > 0 and time_spent_minutes > 0
      order by completed_at desc nulls last limit $3) r
    """)

  private static let clockSQL = SQL("breakdown_clock", "select now()")

  /// The material of a task; the bias of the person's estimates only where `learnsBias` asks for it.
  ///
  /// Throws `TaskError.notFound` where the actor may not see it.
  public func material(
    _ id: UUID, as actor: Actor, learnsBias: Bool = true
  ) async throws -> BreakdownMaterial {
    let task = try await TaskReader.task(id, as: actor, in: pool)
    var material = BreakdownMaterial(
      task: id, title: task["title"]?.stringValue ?? "",
      description: task["description"]?.stringValue ?? "")
    material.project = task["project"]?.stringValue
    material.due = task["due_date"]?.stringValue.flatMap { Instant($0) }
    material.timezone = task["timezone"]?.stringValue ?? "UTC"
    material.estimatedMinutes = task["estimated_minutes"]?.intValue.map { Int(clamping: $0) }
    material.existing =
      task["subtasks"]?.arrayValue?.compactMap { $0["title"]?.stringValue } ?? []
    let results = try await pool.pipeline { batch in
      batch.add(
        Self.siblingsSQL, [id, actor.workspace, Int64(BreakdownLimits.siblings)])
      batch.add(
        Self.parentsSQL,
        [actor.workspace, id, actor.user, Int64(BreakdownLimits.parentsCompared)])
      batch.add(Self.clockSQL, [])
      guard learnsBias else { return }
      batch.add(
        Self.biasSQL, [actor.workspace, actor.user, Int64(BreakdownLimits.biasTasks)])
    }
    material.siblings = try results[0].map { try $0.get(0, as: String.self) }
    if let clock = results[2].first { material.now = try clock.get(0, as: Instant.self) }
    if learnsBias, let row = results[3].first,
      try row.get(1, as: Int64.self) >= BreakdownLimits.biasLeast
    {
      material.bias = try row.get(0, as: Double?.self) ?? 1
    }
    var parents: [FinishedParent] = []
    for row in results[1] {
      parents.append(
        FinishedParent(
          task: try row.get(0, as: UUID.self), title: try row.get(1, as: String.self), steps: []))
    }
    material.parents = try await withSteps(parents, like: material, actor)
    return material
  }

  /// The parents whose titles or vectors may be near the task, with their steps.
  private func withSteps(
    _ parents: [FinishedParent], like material: BreakdownMaterial, _ actor: Actor
  ) async throws -> [FinishedParent] {
    guard !parents.isEmpty else { return [] }
    let near =
      await meaning?.nearness(
        of: parents.prefix(BreakdownLimits.parentsMeant).map(\.task), to: material.title,
        in: actor.workspace) ?? [:]
    let stems = StepWords.stems(material.title, without: true)
    let chosen = parents.compactMap { parent -> (parent: FinishedParent, rank: Double)? in
      var parent = parent
      parent.nearness = near[parent.task]
      let own = StepWords.stems(parent.title, without: true)
      let share = StepWords.likeness(own, stems)
      let rank = max(share, parent.nearness ?? 0)
      return share > 0 || (parent.nearness ?? 0) >= BreakdownLimits.vectorSimilarity
        ? (parent, rank) : nil
    }.sorted { $0.rank > $1.rank }.prefix(BreakdownLimits.parentsMerged * 10).map(\.parent)
    guard !chosen.isEmpty else { return [] }
    let ids = chosen.map(\.task)
    let results = try await pool.pipeline { batch in
      batch.add(Self.stepsSQL, [actor.workspace, ids])
      batch.add(Self.edgesSQL, [actor.workspace, ids])
    }
    return try Self.assemble(chosen, steps: results[0], edges: results[1])
  }

  private static func assemble(
    _ parents: [FinishedParent], steps: PostgresResult, edges: PostgresResult
  ) throws -> [FinishedParent] {
    var byParent: [UUID: [FinishedParent.Step]] = [:]
    for row in steps {
      let parent = try row.get(1, as: UUID.self)
      guard byParent[parent, default: []].count < BreakdownLimits.stepsPerParent else { continue }
      byParent[parent, default: []].append(
        FinishedParent.Step(
          task: try row.get(0, as: UUID.self), title: try row.get(2, as: String.self),
          minutes: try row.get(3, as: Int32?.self).map { Int($0) }))
    }
    var blockers: [UUID: Set<UUID>] = [:]
    for row in edges {
      blockers[try row.get(1, as: UUID.self), default: []].insert(try row.get(0, as: UUID.self))
    }
    return parents.map { parent in
      var parent = parent
      var steps = byParent[parent.task] ?? []
      let places = Dictionary(
        steps.enumerated().map { ($0.element.task, $0.offset) }, uniquingKeysWith: { $1 })
      for index in steps.indices {
        steps[index].after = (blockers[steps[index].task] ?? []).compactMap { places[$0] }.sorted()
      }
      parent.steps = steps
      return parent
    }
  }
}
