import FoundationEssentials
public import Shared

extension LineDirectory {
  private static let projectsSQL = SQL(
    "line_projects",
    """
    select p.id, array(select a.name from public.project_hierarchy h
        join public.projects a on a.id = h.ancestor_id
        where h.descendant_id = p.id and h.depth > 0 order by h.depth desc)::text[]
      || p.name::text as path
    from public.projects p
    join public.project_members m on m.project_id = p.id and m.user_id = $1
      and m.role in ('OWNER', 'ADMIN', 'EDITOR')
    where p.workspace_id = $2 and p.deleted_at is null and p.is_archived is not true
    order by p.name, p.id limit $3
    """)

  private static let tagsSQL = SQL(
    "line_tags",
    "select id, name from public.tags where workspace_id = $1 order by lower(name) limit $2")

  private static let membersSQL = SQL(
    "line_members",
    """
    select u.id, u.full_name, u.email from public.workspace_members m
    join public.users u on u.id = m.user_id and u.is_active
    where m.workspace_id = $1 order by u.email limit $2
    """)

  private static let zoneSQL = SQL(
    "line_zone", "select timezone from public.user_settings where user_id = $1")

  /// Reads a person's directory, at most ``LineLimits/names`` of each kind.
  public static func read(
    as actor: Actor, in session: any PostgresSession
  ) async throws -> LineDirectory {
    let most = Int64(LineLimits.names)
    let results = try await session.pipeline { batch in
      batch.add(projectsSQL, [actor.user, actor.workspace, most])
      batch.add(tagsSQL, [actor.workspace, most])
      batch.add(membersSQL, [actor.workspace, most])
      batch.add(zoneSQL, [actor.user])
    }
    var directory = LineDirectory()
    directory.projects = try results[0].map {
      Project(id: try $0.get("id", as: UUID.self), path: try $0.get("path", as: [String].self))
    }
    directory.tags = try results[1].map {
      LineQuestion.Choice(
        id: try $0.get("id", as: UUID.self), name: try $0.get("name", as: String.self))
    }
    directory.members = try results[2].map {
      Member(
        id: try $0.get("id", as: UUID.self), name: try $0.get("full_name", as: String?.self),
        email: try $0.get("email", as: String.self))
    }
    let zone = try results[3].first?.get("timezone", as: String?.self)
    directory.zone = zone.flatMap { try? TimeZoneDatabase.system.zone(named: $0) } ?? .utc
    return directory
  }
}
