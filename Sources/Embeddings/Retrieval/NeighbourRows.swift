import FoundationEssentials
import Shared

/// Reads from the app's tables what a person may see of found tasks.
enum NeighbourRows {
  private static let projectsSQL = SQL(
    "search_visible_projects",
    """
    select p.id from public.projects p
    join public.project_members m on m.project_id = p.id and m.user_id = $1
    where p.workspace_id = $2 and p.deleted_at is null
    """)

  /// The projects of the workspace that the actor may read.
  static func visibleProjects(
    of actor: Actor, in session: any PostgresSession
  ) async throws(PostgresError) -> Set<UUID> {
    var found: Set<UUID> = []
    for row in try await session.query(projectsSQL, [actor.user, actor.workspace]) {
      found.insert(try row.get("id", as: UUID.self))
    }
    return found
  }

  private static let tasksSQL = SQL(
    "search_found_tasks",
    """
    select t.id, t.title, t.project_id, p.name as project, coalesce(t.status, 'TODO') as status,
      coalesce(t.priority, 0)::int as priority, t.estimated_minutes,
      coalesce(t.created_by = $4, false) as is_own,
      array(select g.name from public.task_tags x
        join public.tags g on g.id = x.tag_id and g.workspace_id = $2
        where x.task_id = t.id order by lower(g.name), g.id)::text[] as tags,
      coalesce(t.created_at, now()) as created_at,
      extract(epoch from now() - coalesce(t.created_at, now()))::float8 / 86400 as age_days
    from public.tasks t
    left join public.projects p on p.id = t.project_id and p.workspace_id = $2
    where t.id = any($1) and t.workspace_id = $2 and t.deleted_at is null
      and (t.project_id is null or t.project_id = any($3))
    """)

  /// The living tasks among those ids that stand in one of the projects or in none, by id.
  static func tasks(
    _ ids: [UUID], projects: Set<UUID>, as actor: Actor, in session: any PostgresSession
  ) async throws(PostgresError) -> [UUID: TaskNeighbour] {
    var found: [UUID: TaskNeighbour] = [:]
    for row in try await session.query(
      tasksSQL, [ids, actor.workspace, Array(projects), actor.user])
    {
      let id = try row.get("id", as: UUID.self)
      found[id] = TaskNeighbour(
        task: id, title: try row.get("title", as: String.self),
        project: try row.get("project_id", as: UUID?.self),
        projectName: try row.get("project", as: String?.self),
        status: try row.get("status", as: String.self),
        priority: Int(try row.get("priority", as: Int32.self)),
        estimatedMinutes: try row.get("estimated_minutes", as: Int32?.self).map(Int.init),
        isOwn: try row.get("is_own", as: Bool.self),
        tags: try row.get("tags", as: [String].self),
        createdAt: try row.get("created_at", as: Instant.self),
        ageDays: max(0, try row.get("age_days", as: Double.self)), score: 0)
    }
    return found
  }

  private static let recentSQL = SQL(
    "search_recent_tasks",
    """
    select t.id from public.tasks t
    where t.workspace_id = $1 and t.created_by = $2 and t.deleted_at is null
      and t.id <> all($3)
    order by t.created_at desc nulls last, t.id limit $4
    """)

  /// The tasks that a person made last, the latest first.
  static func recent(
    of actor: Actor, excluding: Set<UUID>, limit: Int, in session: any PostgresSession
  ) async throws(PostgresError) -> [UUID] {
    let rows = try await session.query(
      recentSQL, [actor.workspace, actor.user, Array(excluding), Int64(limit)])
    var found: [UUID] = []
    for row in rows { found.append(try row.get("id", as: UUID.self)) }
    return found
  }
}
