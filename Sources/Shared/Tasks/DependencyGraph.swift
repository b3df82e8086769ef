import FoundationEssentials

/// Keeps `task_dependencies` free of circles.
enum DependencyGraph {
  private static let circleSQL = SQL(
    "find_dependency_circle",
    """
    with recursive reached(root, id) as (
      select r.blocker, r.blocked from unnest($1::uuid[], $2::uuid[]) as r(blocker, blocked)
      union
      select reached.root, d.blocked_task_id
      from reached join public.task_dependencies d on d.blocker_task_id = reached.id)
    select root from reached where root = id limit 1
    """)

  private static let ancestorSQL = SQL(
    "find_blocking_ancestor",
    """
    select h.descendant_id as id from public.task_hierarchy h
    join unnest($1::uuid[], $2::uuid[]) as r(blocker, blocked)
      on h.ancestor_id = r.blocker and h.descendant_id = r.blocked
    limit 1
    """)

  private static let visibleSQL = SQL(
    "lock_dependency_ends",
    """
    select t.id, t.project_id from public.tasks t
    where t.id = any($1) and t.workspace_id = $2 and t.deleted_at is null
    order by t.id for share
    """)

  /// Waits for the other writers of the workspace's dependencies, where a task that exists already
  /// is at an end, and passes where the actor may see each of those.
  static func open(
    _ edges: [TaskEdge], new: Set<UUID>, as actor: Actor, in session: any PostgresSession
  ) async throws {
    let existing = Set(edges.flatMap { [$0.blocker, $0.blocked] }).subtracting(new)
    guard !existing.isEmpty else { return }
    try await TaskLock.acquire([.dependencies(workspace: actor.workspace)], in: session)
    var missing = existing
    var projects: Set<UUID> = []
    var changed: Set<UUID> = []
    let blocked = Set(edges.map(\.blocked))
    for row in try await session.query(visibleSQL, [Array(existing), actor.workspace]) {
      let id = try row.get("id", as: UUID.self)
      missing.remove(id)
      guard let project = try row.get("project_id", as: UUID?.self) else { continue }
      projects.insert(project)
      if blocked.contains(id) { changed.insert(project) }
    }
    if let id = missing.first { throw TaskError.notFound("task", id) }
    try await Permissions.require(.read, of: projects, as: actor, in: session)
    if !changed.isEmpty {
      try await Permissions.require(.edit, of: changed, as: actor, in: session)
    }
  }

  /// Passes where no circle runs through the edges, which are written already, and where no task
  /// waits for its own ancestor, which cannot finish before it.
  static func check(
    _ edges: [TaskEdge], in session: any PostgresSession
  ) async throws {
    guard !edges.isEmpty else { return }
    let blockers = edges.map(\.blocker)
    let blocked = edges.map(\.blocked)
    let results = try await session.pipeline { batch in
      batch.add(circleSQL, [blockers, blocked])
      batch.add(ancestorSQL, [blockers, blocked])
    }
    if let row = results[0].first {
      throw TaskError(
        .cycle, entity: "task", id: try row.get("root", as: UUID.self),
        "the task would wait for itself")
    }
    if let row = results[1].first {
      throw TaskError(
        .cycle, entity: "task", id: try row.get("id", as: UUID.self),
        "the task would wait for a task it is a part of")
    }
  }
}
