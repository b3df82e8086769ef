import FoundationEssentials

/// One row of `command_log` that is to be written.
struct CommandLogEntry: Sendable {
  /// The app's value set of `entity_type`.
  enum Entity: String, Sendable {
    /// A task.
    case task = "TASK"
    /// A tag.
    case tag = "TAG"
  }

  /// The app's value set of `action_type`.
  enum Action: String, Sendable {
    /// The row was made.
    case create = "CREATE"
    /// Columns or linked rows changed.
    case update = "UPDATE_FIELD"
    /// The row was marked as deleted.
    case delete = "DELETE"
  }

  /// What kind of row it is about.
  var entity: Entity
  /// What happened to the row.
  var action: Action
  /// The row's id.
  var id: UUID
  /// The changed columns before, with `version` and `links`; nil for a new row.
  var previous: JSONObject?
  /// The changed columns after, with `version` and `links`.
  var new: JSONObject?

  private static let insertSQL = SQL(
    "insert_command_log",
    """
    insert into public.command_log (id, transaction_id, user_id, workspace_id, entity_id,
      entity_type, action_type, previous_state, new_state, created_at)
    select gen_random_uuid(), $1, $2, $3, r.entity_id, r.entity_type, r.action_type,
      nullif(r.previous_state, 'null'), nullif(r.new_state, 'null'),
      now() + ($5 + r.ordinal) * interval '1 microsecond'
    from jsonb_to_recordset($4) as r(entity_id uuid, entity_type text, action_type text,
      previous_state jsonb, new_state jsonb, ordinal bigint)
    """)

  /// Appends the rows to a transaction, in order.
  static func write(
    _ entries: [CommandLogEntry], to transaction: inout TaskTransaction, as actor: Actor,
    in session: any PostgresSession
  ) async throws(PostgresError) {
    guard !entries.isEmpty else { return }
    let rows = entries.enumerated().map { ordinal, entry in
      JSONValue.members([
        "entity_id": entry.id.json, "entity_type": .string(entry.entity.rawValue),
        "action_type": .string(entry.action.rawValue),
        "previous_state": entry.previous.map { .object($0) },
        "new_state": entry.new.map { .object($0) }, "ordinal": .int(Int64(ordinal)),
      ])
    }
    try await session.execute(
      insertSQL,
      [
        transaction.id, actor.user, actor.workspace, JSONValue.array(rows),
        Int64(transaction.logged),
      ])
    transaction.logged += entries.count
  }
}
