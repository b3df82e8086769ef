public import FoundationEssentials
public import Shared

/// Mails that are held until a person of their workspace releases or drops them.
public enum MailQuarantine {
  /// A held mail.
  public struct Held: Sendable {
    /// The row's id.
    public var id: UUID
    /// The input that is held.
    public var input: UUID
    /// Why: a code of ours.
    public var reason: String
    /// The address that the mail claims to come from.
    public var sender: String?
    /// Its subject.
    public var subject: String?
    /// Since when, by the database's clock.
    public var heldAt: Instant
  }

  private static let holdSQL = SQL(
    "hold_mail",
    """
    insert into pipeline.quarantine (raw_input_id, workspace_id, user_id, reason, sender, subject)
    values ($1, $2, $3, $4, $5, $6) on conflict (raw_input_id) do nothing
    """)

  private static let noteSQL = SQL(
    "note_held_job",
    "update pipeline.raw_inputs set details = details || jsonb_build_object('job', $2::jsonb) where id = $1"
  )

  /// Holds an input, in the transaction that ends its job.
  static func hold(
    _ input: StoredInput, reason: String, sender: String?, subject: String?,
    arguments: MailJobArguments, in session: any PostgresSession
  ) async throws {
    try await session.execute(noteSQL, [input.id, arguments.json])
    try await session.execute(
      holdSQL,
      [
        input.id, input.actor.workspace, input.actor.user, reason, clean(sender), clean(subject),
      ])
    try await RawInputs.setOutcome(.quarantined, of: input.id, reason: reason, in: session)
  }

  private static let listSQL = SQL(
    "list_held_mail",
    """
    select id, raw_input_id, reason, sender, subject, held_at from pipeline.quarantine
    where workspace_id = $1 and user_id = $2 and state = 'held' and ($4::uuid is null or id = $4)
    order by held_at desc, id limit $3
    """)

  /// The held mails of a user's addresses in a workspace, newest first.
  public static func list(
    as actor: Actor, limit: Int = 100, in session: any PostgresSession
  ) async throws -> [Held] {
    try await list(limit: limit, id: nil, as: actor, in: session)
  }

  /// A held mail of the user's; nil where none of that id is held for him.
  public static func mail(
    _ id: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws -> Held? {
    try await list(limit: 1, id: id, as: actor, in: session).first
  }

  private static func list(
    limit: Int, id: UUID?, as actor: Actor, in session: any PostgresSession
  ) async throws -> [Held] {
    let parameters: [any PostgresEncodable] = [actor.workspace, actor.user, Int64(limit), id]
    return try await session.query(listSQL, parameters).map { row in
      Held(
        id: try row.get("id", as: UUID.self), input: try row.get("raw_input_id", as: UUID.self),
        reason: try row.get("reason", as: String.self),
        sender: try row.get("sender", as: String?.self),
        subject: try row.get("subject", as: String?.self),
        heldAt: try row.get("held_at", as: Instant.self))
    }
  }

  private static let findSQL = SQL(
    "find_held_mail",
    """
    select raw_input_id from pipeline.quarantine
    where id = $1 and workspace_id = $2 and user_id = $3 and state = 'held' for update
    """)

  private static let decideSQL = SQL(
    "decide_held_mail",
    """
    update pipeline.quarantine set state = $4, decided_by = $3, decided_at = now()
    where id = $1 and workspace_id = $2 and user_id = $3 and state = 'held'
    returning raw_input_id
    """)

  private static let reopenSQL = SQL(
    "reopen_input",
    """
    update pipeline.raw_inputs set outcome = null, outcome_reason = null, outcome_at = null
    where id = $1 and workspace_id = $2 and object_key is not null
    """)

  /// Lets a held mail become a task after all, in the caller's transaction; false where none of that
  /// id is held. Throws ``QuarantineError`` where its raw message is gone: it stays held then, until
  /// it is dropped.
  public static func release(
    _ id: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws -> Bool {
    guard
      let row = try await session.queryRow(findSQL, [id, actor.workspace, actor.user])
    else { return false }
    let input = try row.get("raw_input_id", as: UUID.self)
    guard let stored = try await RawInputs.input(input, workspace: actor.workspace, in: session),
      try await session.execute(reopenSQL, [input, actor.workspace]) == 1
    else { throw QuarantineError.messageGone }
    try await session.execute(decideSQL, [id, actor.workspace, actor.user, "released"])
    var arguments = MailJobArguments(of: stored)
    arguments.disposition = .accept
    let job = try await JobQueue.enqueue(
      JobRequest(MailToTask.kind, args: arguments.json, workspace: actor.workspace), in: session)
    try await RawInputs.setJob(job.rawValue, of: input, in: session)
    return true
  }

  /// Drops a held mail; false where none of that id is held.
  public static func drop(
    _ id: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws -> Bool {
    guard
      let row = try await session.queryRow(decideSQL, [id, actor.workspace, actor.user, "dropped"])
    else { return false }
    try await RawInputs.setOutcome(
      .dropped, of: try row.get("raw_input_id", as: UUID.self), reason: "dropped_by_person",
      in: session)
    return true
  }

  private static func clean(_ text: String?) -> String? {
    text.map {
      String(String.UnicodeScalarView($0.unicodeScalars.filter { $0 != "\0" }.prefix(500)))
    }
  }
}
