import FoundationEssentials
import Ingest
import Shared

/// Who a token is and where it may save to.
enum CaptureTargets {
  private static let whoSQL = SQL(
    "capture_user",
    """
    select u.email, u.full_name, w.name from public.users u
    join public.workspaces w on w.id = $2 where u.id = $1
    """)

  private static let projectsSQL = SQL(
    "capture_projects",
    """
    select p.id, p.name, array(select a.name from public.project_hierarchy h
        join public.projects a on a.id = h.ancestor_id
        where h.descendant_id = p.id and h.depth > 0 order by h.depth desc)::text[] as path
    from public.projects p
    join public.project_members m on m.project_id = p.id and m.user_id = $1
      and m.role in ('OWNER', 'ADMIN', 'EDITOR')
    where p.workspace_id = $2 and p.deleted_at is null and p.is_archived is not true
    order by p.name, p.id limit $3
    """)

  private static let tagsSQL = SQL(
    "capture_tags",
    "select name from public.tags where workspace_id = $1 order by lower(name) limit $2")

  /// The user, the workspace, the projects that take captures, and the tags.
  static func read(as actor: Actor, in session: any PostgresSession) async throws -> JSONValue {
    let most = Int64(CaptureLimits.targets)
    let results = try await session.pipeline { batch in
      batch.add(whoSQL, [actor.user, actor.workspace])
      batch.add(projectsSQL, [actor.user, actor.workspace, most])
      batch.add(tagsSQL, [actor.workspace, most])
    }
    guard let who = results[0].first else { throw Problem.notFound() }
    return [
      "user": .members([
        "id": .string(actor.user.uuidString.lowercased()),
        "email": .string(try who.get("email", as: String.self)),
        "name": try who.get("full_name", as: String?.self).map { .string($0) },
      ]),
      "workspace": [
        "id": .string(actor.workspace.uuidString.lowercased()),
        "name": .string(try who.get("name", as: String.self)),
      ],
      "projects": .array(
        try results[1].map { row in
          [
            "id": .string(try row.get("id", as: UUID.self).uuidString.lowercased()),
            "name": .string(try row.get("name", as: String.self)),
            "path": .array(try row.get("path", as: [String].self).map { .string($0) }),
          ]
        }),
      "tags": .array(try results[2].map { .string(try $0.get("name", as: String.self)) }),
    ]
  }
}
