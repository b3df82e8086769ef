public import FoundationEssentials

/// Who may: decided from the app's own rows, anew for each call.
///
/// The acting user is active and a member of the workspace that owns the project, and has EDITOR or
/// above in `project_members` of that very project; a task without a project needs membership of
/// the workspace alone. An ancestor's or the workspace's role gives nothing. Archived projects are
/// refused; what is deleted or belongs to another workspace does not exist.
public enum Permissions {
  /// What a call wants to do.
  public enum Level: Hashable, Sendable {
    /// See the rows: any role in the project; archived projects may be read.
    case read
    /// Change or add rows: EDITOR, ADMIN or OWNER of the project.
    case edit
  }

  private static let actorSQL = SQL(
    "permission_actor",
    """
    select (u.is_active is true) as active,
      (w.id is not null and w.deleted_at is null and m.user_id is not null) as member
    from public.users u
    left join public.workspaces w on w.id = $2
    left join public.workspace_members m on m.workspace_id = w.id and m.user_id = u.id
    where u.id = $1
    """)

  private static let projectsSQL = SQL(
    "permission_projects",
    """
    select p.id, coalesce(p.is_archived, false) as archived, m.role
    from public.projects p
    left join public.project_members m on m.project_id = p.id and m.user_id = $1
    where p.id = any($3) and p.workspace_id = $2 and p.deleted_at is null
    """)

  /// Passes where the actor may act in its workspace at all; else throws `notFound`,
  /// `inactiveUser`.
  public static func require(
    _ actor: Actor, in session: any PostgresSession
  ) async throws {
    try await require(.read, of: [], as: actor, in: session)
  }

  /// Passes where the actor may do that in each of the projects; else throws a ``TaskError``.
  public static func require(
    _ level: Level, of projects: Set<UUID>, as actor: Actor, in session: any PostgresSession
  ) async throws {
    let results = try await session.pipeline { batch in
      batch.add(actorSQL, [actor.user, actor.workspace])
      if !projects.isEmpty {
        batch.add(projectsSQL, [actor.user, actor.workspace, Array(projects)])
      }
    }
    guard let row = results[0].first else { throw TaskError.notFound("user", actor.user) }
    guard try row.get("active", as: Bool.self) else {
      throw TaskError(
        .inactiveUser, entity: "user", id: actor.user, "the acting user is not active")
    }
    guard try row.get("member", as: Bool.self) else {
      throw TaskError.notFound("workspace", actor.workspace)
    }
    guard !projects.isEmpty else { return }
    var missing = projects
    for row in results[1] {
      let project = try row.get("id", as: UUID.self)
      missing.remove(project)
      try check(
        level, project: project, role: try row.get("role", as: String?.self),
        archived: try row.get("archived", as: Bool.self))
    }
    if let project = missing.first { throw TaskError.notFound("project", project) }
  }

  /// The rule for one living project of the actor's workspace.
  static func check(
    _ level: Level, project: UUID, role: String?, archived: Bool
  ) throws(TaskError) {
    switch (level, role) {
    case (.edit, "OWNER"), (.edit, "ADMIN"), (.edit, "EDITOR"):
      if archived {
        throw TaskError(
          .archivedProject, entity: "project", id: project, "the project is archived")
      }
    case (.read, "OWNER"), (.read, "ADMIN"), (.read, "EDITOR"), (.read, "VIEWER"):
      return
    case (.edit, _):
      throw TaskError(
        .forbidden, entity: "project", id: project,
        "the acting user is no EDITOR or above of the project itself")
    case (.read, _):
      throw TaskError.notFound("project", project)
    }
  }
}
