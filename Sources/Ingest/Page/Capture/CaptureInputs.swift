public import FoundationEssentials
public import Shared

/// The inputs that captures are: found by the id that the client chose, or by the page's address.
public enum CaptureInputs {
  /// The source that captures have in `pipeline.raw_inputs`.
  public static let source = "capture"

  /// The key of a capture: the same id of the same user is the same capture.
  static func dedupeKey(_ id: UUID, user: UUID) -> String {
    DedupeKey.make("capture", [user.uuidString.lowercased(), id.uuidString.lowercased()])
  }

  /// The key of the page that a capture is about.
  static func identityKey(_ address: PageAddress) -> String {
    DedupeKey.make("page", [address.key])
  }

  private static let byKeySQL = SQL(
    "find_capture_input",
    "select id from pipeline.raw_inputs where workspace_id = $1 and dedupe_key = $2")

  /// The user's own capture of that id; nil where there is none.
  public static func input(
    _ id: UUID, as actor: Actor, in session: any PostgresSession
  ) async throws -> StoredInput? {
    let key = dedupeKey(id, user: actor.user)
    guard let row = try await session.queryRow(byKeySQL, [actor.workspace, key]) else {
      return nil
    }
    return try await RawInputs.input(
      try row.get("id", as: UUID.self), workspace: actor.workspace, in: session)
  }

  private static let waitingSQL = SQL(
    "list_waiting_captures",
    """
    select id from pipeline.raw_inputs
    where workspace_id = $1 and identity_key = $2 and user_id = $3 and outcome is null
    order by received_at limit 20
    """)

  /// The user's captures of a page that have not become anything yet.
  public static func waiting(
    _ address: PageAddress, as actor: Actor, in session: any PostgresSession
  ) async throws -> [StoredInput] {
    let rows = try await session.query(
      waitingSQL, [actor.workspace, identityKey(address), actor.user])
    var inputs: [StoredInput] = []
    for row in rows {
      let id = try row.get("id", as: UUID.self)
      if let input = try await RawInputs.input(id, workspace: actor.workspace, in: session) {
        inputs.append(input)
      }
    }
    return inputs
  }

  private static let lockSQL = SQL(
    "lock_capture_input",
    "select pg_advisory_xact_lock(hashtextextended('capture ' || $1::uuid, 0))")

  /// Lets nobody else decide what becomes of an input until the transaction ends.
  static func lock(_ input: UUID, in session: any PostgresSession) async throws {
    _ = try await session.query(lockSQL, [input])
  }

  /// Takes a capture back: a waiting one becomes nothing, one that was written is undone.
  ///
  /// Throws `notFound` where the user made no such capture, `wrongState` or `notUndoable` where the
  /// task cannot be taken back any more.
  public static func takeBack(
    _ id: UUID, as actor: Actor, history: TaskHistory, in session: any PostgresSession
  ) async throws {
    guard let found = try await input(id, as: actor, in: session) else {
      throw TaskError(.notFound, entity: "capture", id: id, "there is no such capture")
    }
    try await lock(found.id, in: session)
    guard let input = try await RawInputs.input(found.id, in: session) else { return }
    if let transaction = input.transaction {
      _ = try await history.undo(transaction: transaction, as: actor, in: session)
      try await RawInputs.setOutcome(
        .dropped, of: input.id, reason: "taken_back", task: input.task, comment: input.comment,
        transaction: transaction, in: session)
    } else if input.outcome == nil, let job = input.job {
      _ = try await JobQueue.cancel(
        JobID(rawValue: job), reason: "the capture was taken back", in: session)
      try await RawInputs.setOutcome(.dropped, of: input.id, reason: "taken_back", in: session)
    }
  }
}
