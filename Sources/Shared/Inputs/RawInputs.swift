public import FoundationEssentials

/// The one place where inputs are accepted, so that nothing is lost and nothing is made twice.
///
/// The unique dedupe key is the only guard: of two callers with the same key one stores the row, the
/// other waits for it and gets that same row. Enqueue the job and call ``setJob(_:of:in:)`` in the
/// transaction of ``accept(_:in:)``, and answer only after it has committed.
public enum RawInputs {
  private static let columns = """
    id, workspace_id, user_id, source, object_key, byte_count, address_id, recipient, details,
    received_at, job_id, outcome, outcome_reason, task_id, comment_id, transaction_id
    """

  private static let insertSQL = SQL(
    "accept_input",
    """
    insert into pipeline.raw_inputs (id, workspace_id, user_id, source, dedupe_key, identity_key,
      object_key, byte_count, address_id, recipient, details)
    values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    on conflict (workspace_id, dedupe_key) do nothing
    returning \(columns)
    """)

  private static let byKeySQL = SQL(
    "find_input_by_key",
    "select \(columns) from pipeline.raw_inputs where workspace_id = $1 and dedupe_key = $2")

  private static let identitySQL = SQL(
    "find_input_by_identity",
    """
    select id from pipeline.raw_inputs
    where workspace_id = $1 and identity_key = $2 and dedupe_key <> $3
    order by received_at limit 1
    """)

  /// How often an insert is tried again where the row it met was erased at that moment.
  private static let attempts = 5

  /// Stores the input, or finds the row that has its key.
  public static func accept(
    _ input: RawInput, in session: any PostgresSession
  ) async throws -> AcceptedInput {
    let workspace = input.actor.workspace
    for _ in 0..<attempts {
      let inserted = try await session.queryRow(
        insertSQL,
        [
          workspace, input.actor.user, input.source, input.dedupeKey, input.identityKey,
          input.objectKey, input.byteCount, input.address,
          input.recipient.map { TaskText.fit($0, InputLimits.recipientCharacters).text },
          TaskText.clean(.object(input.details)),
        ])
      if let inserted {
        var accepted = AcceptedInput(input: try stored(inserted), isNew: true)
        if let identity = input.identityKey {
          accepted.sameIdentity = try await session.queryRow(
            identitySQL, [workspace, identity, input.dedupeKey])?.get("id", as: UUID.self)
        }
        return accepted
      }
      if let row = try await session.queryRow(byKeySQL, [workspace, input.dedupeKey]) {
        return AcceptedInput(input: try stored(row), isNew: false)
      }
    }
    throw TaskError(.stale, entity: "input", "the input could neither be stored nor found")
  }

  /// The input that a workspace has under a dedupe key; nil where there is none that has committed.
  public static func input(
    key: String, workspace: UUID, in session: any PostgresSession
  ) async throws -> StoredInput? {
    try await session.queryRow(byKeySQL, [workspace, key]).map { try stored($0) }
  }

  private static let jobSQL = SQL(
    "set_input_job", "update pipeline.raw_inputs set job_id = $2 where id = $1")

  /// Notes the job that handles an input, in the transaction that accepted it.
  public static func setJob(
    _ job: Int64, of input: UUID, in session: any PostgresSession
  ) async throws {
    try await session.execute(jobSQL, [input, job])
  }

  private static let readSQL = SQL(
    "read_input",
    """
    select \(columns) from pipeline.raw_inputs
    where id = $1 and ($2::uuid is null or workspace_id = $2)
    """)

  /// The input of that id, of that workspace where given; nil where there is none.
  public static func input(
    _ id: UUID, workspace: UUID? = nil, in session: any PostgresSession
  ) async throws -> StoredInput? {
    try await session.queryRow(readSQL, [id, workspace]).map { try stored($0) }
  }

  private static let outcomeSQL = SQL(
    "set_input_outcome",
    """
    update pipeline.raw_inputs
    set outcome = $2, outcome_reason = $3, outcome_at = now(), task_id = $4, comment_id = $5,
      transaction_id = $6
    where id = $1
    """)

  /// Writes what became of an input, in the transaction that made it so. An input has one outcome;
  /// a later one replaces it, as when a held message is released.
  public static func setOutcome(
    _ outcome: StoredInput.Outcome, of input: UUID, reason: String? = nil, task: UUID? = nil,
    comment: UUID? = nil, transaction: UUID? = nil, in session: any PostgresSession
  ) async throws {
    let text = reason.map { TaskText.fit($0, InputLimits.reasonCharacters).text }
    let changed = try await session.execute(
      outcomeSQL,
      [
        input, outcome.rawValue, text ?? (outcome == .failed ? "unknown" : nil), task, comment,
        transaction,
      ])
    guard changed == 1 else { throw TaskError.notFound("input", input) }
  }

  private static let retainSQL = SQL(
    "expire_inputs",
    """
    with old as (
      select id, object_key from pipeline.raw_inputs
      where object_key is not null and outcome is not null and outcome <> 'quarantined'
        and received_at < now() - $1 * interval '1 day'
      order by received_at limit $2 for update skip locked)
    update pipeline.raw_inputs r set object_key = null from old where r.id = old.id
    returning old.object_key
    """)

  /// Lets go of raw bytes older than that many days, for inputs that are done with; the rows stay, so
  /// that duplicates are still known. Returns the object keys; an object itself goes only when no
  /// row names it any more.
  public static func expire(
    days: Int, limit: Int = InputLimits.expiredAtOnce, in session: any PostgresSession
  ) async throws -> [String] {
    try await session.query(retainSQL, [Int64(max(days, 0)), Int64(max(limit, 1))])
      .map { try $0.get("object_key", as: String.self) }
  }

  private static let eraseSQL = SQL(
    "erase_inputs",
    """
    with gone as (
      select id, object_key from pipeline.raw_inputs where workspace_id = $1 limit $2 for update)
    delete from pipeline.raw_inputs r using gone where r.id = gone.id
    returning gone.object_key
    """)

  private static let eraseMessagesSQL = SQL(
    "erase_message_ids", "delete from pipeline.message_ids where workspace_id = $1")

  private static let eraseInvitationsSQL = SQL(
    "erase_invitations", "delete from pipeline.invitations where workspace_id = $1")

  private static let eraseNoticesSQL = SQL(
    "erase_mail_notices", "delete from pipeline.mail_notices where workspace_id = $1")

  /// Erases up to that many inputs of a workspace with what was held of them, and its known message
  /// ids, invitations and notices. Returns how many went and the object keys they named; call until
  /// none is left.
  public static func erase(
    workspace: UUID, limit: Int = InputLimits.expiredAtOnce, in session: any PostgresSession
  ) async throws -> (count: Int, objectKeys: [String]) {
    let rows = try await session.query(eraseSQL, [workspace, Int64(max(limit, 1))])
    if rows.isEmpty {
      for sql in [eraseMessagesSQL, eraseInvitationsSQL, eraseNoticesSQL] {
        try await session.execute(sql, [workspace])
      }
    }
    return (rows.count, try rows.compactMap { try $0.get("object_key", as: String?.self) })
  }

  private static func stored(_ row: PostgresRow) throws -> StoredInput {
    StoredInput(
      id: try row.get("id", as: UUID.self),
      actor: Actor(
        user: try row.get("user_id", as: UUID.self),
        workspace: try row.get("workspace_id", as: UUID.self)),
      source: try row.get("source", as: String.self),
      objectKey: try row.get("object_key", as: String?.self),
      byteCount: try row.get("byte_count", as: Int64.self),
      address: try row.get("address_id", as: UUID?.self),
      recipient: try row.get("recipient", as: String?.self),
      details: try row.get("details", as: JSONValue.self).objectValue ?? [:],
      receivedAt: try row.get("received_at", as: Instant.self),
      job: try row.get("job_id", as: Int64?.self),
      outcome: try row.get("outcome", as: String?.self).flatMap(StoredInput.Outcome.init),
      outcomeReason: try row.get("outcome_reason", as: String?.self),
      task: try row.get("task_id", as: UUID?.self),
      comment: try row.get("comment_id", as: UUID?.self),
      transaction: try row.get("transaction_id", as: UUID?.self))
  }
}
