public import FoundationEssentials

/// Which messages belong to which task, for replies and invitations that come later.
public enum MessageThreads {
  /// What a message is to its task.
  public enum Role: String, Hashable, Sendable {
    /// The message itself became the task or comment.
    case own
    /// It was named in References or In-Reply-To.
    case reference
    /// It is an invitation's UID.
    case invitation
  }

  private static let insertSQL = SQL(
    "insert_message_ids",
    """
    insert into pipeline.message_ids (workspace_id, message_id, task_id, comment_id, role,
      raw_input_id)
    select $1, id, $3, $4, $5, $6 from unnest($2::text[]) id
    on conflict (workspace_id, message_id, task_id) do nothing
    """)

  /// Notes messages of a task; ones beyond 998 characters (RFC 5322 section 2.1.1) are left out.
  public static func record(
    _ ids: [String], role: Role, task: UUID, comment: UUID? = nil, input: UUID? = nil,
    workspace: UUID, in session: any PostgresSession
  ) async throws {
    let fitting = Set(ids.map { TaskText.clean($0) })
      .filter { !$0.isEmpty && $0.unicodeScalars.count <= 998 }
    guard !fitting.isEmpty else { return }
    try await session.execute(
      insertSQL, [workspace, fitting.sorted(), task, comment, role.rawValue, input])
  }

  private static let findSQL = SQL(
    "find_message_thread",
    """
    select m.task_id, m.comment_id, m.role from pipeline.message_ids m
    join public.tasks t on t.id = m.task_id and t.workspace_id = $1 and t.deleted_at is null
    where m.workspace_id = $1 and m.message_id = any($2)
    order by (m.role = 'own') desc, array_position($2, m.message_id), m.created_at desc limit 1
    """)

  /// The living task, and comment, that the first known of these messages belongs to; messages that
  /// became a task themselves count before mere references.
  public static func find(
    _ ids: [String], workspace: UUID, in session: any PostgresSession
  ) async throws -> (task: UUID, comment: UUID?)? {
    let clean = ids.map { TaskText.clean($0) }.filter { !$0.isEmpty }
    guard !clean.isEmpty, let row = try await session.queryRow(findSQL, [workspace, clean]) else {
      return nil
    }
    return (try row.get("task_id", as: UUID.self), try row.get("comment_id", as: UUID?.self))
  }
}
