public import FoundationEssentials
public import Shared

/// A stored message read again as this version reads it, beside what was made of it when it came.
///
/// Nothing is written: the task may have been worked on since.
public struct MailReplay: Sendable {
  /// The input.
  public let input: StoredInput
  /// What is different, in the order of the fields; empty where nothing is.
  public let differences: [ReplayDifference]

  private static let byTaskSQL = SQL(
    "find_input_of_task",
    """
    select id from pipeline.raw_inputs where task_id = $1 and source like 'mail%'
    order by received_at limit 1
    """)

  private static let stateSQL = SQL(
    "read_written_state",
    """
    select new_state from public.command_log
    where transaction_id = $1 and entity_id = $2 and workspace_id = $3 and entity_type = 'TASK'
    order by created_at limit 1
    """)

  /// Reads an input again, named by its own id or by that of the task it became.
  ///
  /// Throws ``ReplayError`` where there is no such mail, it was never read, or its raw message is no
  /// longer kept.
  public static func run(
    _ id: UUID, reader: MailReader, type: @escaping FileTyping.Function,
    subjects: (any SubjectReading)? = nil, store: any ObjectStore, in pool: PostgresPool
  ) async throws -> MailReplay {
    let input = try await find(id, in: pool)
    guard let key = input.objectKey.flatMap({ ObjectKey($0) }) else {
      throw ReplayError.messageGone
    }
    guard let transaction = input.transaction, let task = input.task,
      let row = try await pool.queryRow(stateSQL, [transaction, task, input.actor.workspace])
    else { throw ReplayError.neverRead }
    let state = try row.get("new_state", as: JSONValue?.self) ?? .null
    let message = try await store.get(key, limit: MailLimits.messageBytes)
    let arguments = try await arguments(of: input, in: pool)
    let reading = await reader.read(MailParser.parse(message))
    let files = try await MailFiles(store: store, type: type, isDry: true)
      .store(reading.attachments, workspace: input.actor.workspace)
    let invitations = InvitationMail(
      reading.calendars, proven: arguments.proven,
      reader: try await UserZone.zone(of: input.actor.user, in: pool), now: input.receivedAt)
    var draft = MailDraft.make(
      reading, input: input, arguments: arguments, files: files.files, warnings: files.warnings,
      invitations: invitations)
    if let invitations {
      if input.outcome == .task { draft = invitations.first(draft) }
    } else {
      draft = try await MailCommands(reader: subjects, pool: pool)
        .apply(MailParser.parse(message), reading, to: draft, of: input, from: arguments.sender)
    }
    let fields =
      input.outcome == .comment
      ? ReplayFields.comment(draft, state) : ReplayFields.task(draft, state)
    return MailReplay(input: input, differences: fields)
  }

  private static func find(_ id: UUID, in pool: PostgresPool) async throws -> StoredInput {
    var found = try await RawInputs.input(id, in: pool)
    if found == nil, let row = try await pool.queryRow(byTaskSQL, [id]) {
      found = try await RawInputs.input(try row.get("id", as: UUID.self), in: pool)
    }
    guard let found, found.source.hasPrefix("mail") else { throw ReplayError.unknown }
    return found
  }

  private static let argumentsSQL = SQL(
    "read_mail_arguments",
    """
    select args from pipeline.finished_jobs where id = $1 and workspace_id = $2 and kind = $3
    order by finished_at desc limit 1
    """)

  /// What the door decided: it stands beside the input, or, of older ones, on the job.
  private static func arguments(
    of input: StoredInput, in pool: PostgresPool
  ) async throws -> MailJobArguments {
    if input.details["job"] == nil, let job = input.job,
      let row = try await pool.queryRow(
        argumentsSQL, [job, input.actor.workspace, MailToTask.kind.name]),
      let arguments = MailJobArguments(try row.get("args", as: JSONValue.self))
    {
      return arguments
    }
    var arguments = MailJobArguments(of: input)
    arguments.proven = arguments.proven ?? input.details["proven"]?.stringValue
    return arguments
  }
}
