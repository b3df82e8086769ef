import FoundationEssentials
import Shared

/// Finds an open task by the words that a line uses for it.
enum OpenTasks {
  private static let sql = SQL(
    "find_open_task",
    """
    select t.id from public.tasks t
    where t.workspace_id = $2 and t.deleted_at is null and t.is_completed is not true
      and (lower(t.title) = lower($3) or lower(t.title) like lower($4) escape '!')
      and (t.project_id is null or exists (select 1 from public.project_members m
        where m.project_id = t.project_id and m.user_id = $1))
    order by (lower(t.title) = lower($3)) desc, t.updated_at desc limit 2
    """)

  /// The open task of that title, else the only or latest one whose title begins with the words;
  /// nil where there is none.
  static func find(
    _ title: String, as actor: Actor, in session: any PostgresSession
  ) async throws -> UUID? {
    var pattern = ""
    for character in title {
      if character == "%" || character == "_" || character == "!" { pattern.append("!") }
      pattern.append(character)
    }
    return try await session.queryRow(
      sql, [actor.user, actor.workspace, title, pattern + "%"])?.get("id", as: UUID.self)
  }
}
