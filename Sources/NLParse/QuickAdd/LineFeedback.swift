public import FoundationEssentials
public import Shared

/// Corrections that people make to what was understood; whoever suggests learns from them at once.
public enum LineFeedback {
  private static let taskSQL = SQL(
    "feedback_task",
    "select project_id from public.tasks where id = $1 and workspace_id = $2 and deleted_at is null"
  )

  private static let insertSQL = SQL(
    "insert_feedback",
    """
    insert into pipeline.feedback (workspace_id, user_id, task_id, field, was, became, details)
    values ($1, $2, $3, $4, $5, $6, $7) returning id
    """)

  /// Stores a correction of one field of a task; throws `notFound` where the workspace has no such
  /// task.
  public static func record(
    task: UUID, field: TaskField, was: JSONValue?, became: JSONValue?, details: JSONObject = [:],
    as actor: Actor, in session: any PostgresSession
  ) async throws -> UUID {
    guard let row = try await session.queryRow(taskSQL, [task, actor.workspace]) else {
      throw TaskError.notFound("task", task)
    }
    let project = try row.get("project_id", as: UUID?.self)
    try await Permissions.require(
      .edit, of: project.map { [$0] } ?? [], as: actor, in: session)
    for value in [was, became, .object(details)] {
      guard value?.serialized.contains("\\u0000") != true else {
        throw TaskError(.invalid, field: field.rawValue, "text holds no zero bytes")
      }
    }
    let inserted = try await session.queryRow(
      insertSQL,
      [
        actor.workspace, actor.user, task, field.rawValue, was, became, JSONValue.object(details),
      ])
    guard let inserted else { throw TaskError.notFound("task", task) }
    return try inserted.get("id", as: UUID.self)
  }
}
