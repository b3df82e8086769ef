public import Shared

/// Makes a task of an accepted mail.
///
/// Reading the message and storing its files come first and may run again; the task, the input's
/// outcome and the known message ids commit together with the end of the job. A mail that cannot
/// be read in all its attempts still becomes a plain task with the raw message attached.
public struct MailToTask: JobHandler {
  /// The kind of job.
  public static let kind = JobKind("mail.ingest", queue: "default", maxAttempts: 8)

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  private let pool: PostgresPool
  private let files: MailFiles
  private let store: any ObjectStore
  private let reader: MailReader
  private let writer: TaskWriter

  /// A handler that reads from that pool and store and writes through that writer.
  public init(
    pool: PostgresPool, store: any ObjectStore, typer: FileTyper = FileTyper(),
    reader: MailReader = MailReader(), writer: TaskWriter = TaskWriter()
  ) {
    self.pool = pool
    self.store = store
    self.reader = reader
    self.writer = writer
    files = MailFiles(store: store, typer: typer)
  }

  /// Reads the message, stores its files, and returns the task to be written.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    guard let arguments = MailJobArguments(job.args) else {
      return .discard(JobFailure("bad_arguments", "no input is named", isFinal: true))
    }
    guard let input = try await RawInputs.input(arguments.input, in: pool) else {
      return .cancel(reason: "the input was erased")
    }
    if input.outcome != nil { return .done(result: nil) }
    let message = try await message(of: input)
    let mail = MailParser.parse(message)
    if arguments.disposition != .accept { return withheld(mail, input, arguments) }
    let reading = await reader.read(mail)
    let stored = try await files.store(
      reading.attachments, workspace: input.actor.workspace)
    let draft = MailDraft.make(
      reading, input: input, arguments: arguments, files: stored.files,
      warnings: stored.warnings)
    let ids = MailMessageIDs(mail)
    let thread = MailThread(mail, reading, addressed: arguments.task)
    let keys = stored.files.map(\.key)
    return .done(
      result: nil,
      effects: { session in
        try await ObjectLock.hold(keys, in: session)
        try await write(draft, of: input, ids: ids, thread: thread, in: session)
      })
  }

  /// A mail that becomes no task: it is held, or only recorded.
  private func withheld(
    _ mail: ParsedMail, _ input: StoredInput, _ arguments: MailJobArguments
  ) -> JobOutcome {
    let reason = arguments.reason ?? arguments.disposition.rawValue
    guard arguments.disposition == .quarantine else {
      return .done(
        result: nil,
        effects: { session in
          try await RawInputs.setOutcome(.dropped, of: input.id, reason: reason, in: session)
        })
    }
    let sender = mail.addresses(.from).first?.address
    let subject = mail.subject()
    return .done(
      result: nil,
      effects: { session in
        try await MailQuarantine.hold(
          input, reason: reason, sender: sender, subject: subject, arguments: arguments, in: session
        )
      })
  }

  /// The plain task that a message becomes which could not be read.
  public func onDiscard(
    _ job: ClaimedJob, because failure: JobFailure
  ) async -> JobOutcome.Effects? {
    guard let arguments = MailJobArguments(job.args),
      let input = try? await RawInputs.input(arguments.input, in: pool), input.outcome == nil
    else { return nil }
    guard let message = try? await message(of: input) else {
      return { session in
        try await RawInputs.setOutcome(.failed, of: input.id, reason: failure.code, in: session)
      }
    }
    let reading = MailReading.unreadable(message, reason: failure.code)
    let stored = try? await files.store(reading.attachments, workspace: input.actor.workspace)
    let draft = MailDraft.make(
      reading, input: input, arguments: arguments, files: stored?.files ?? [],
      warnings: stored?.warnings ?? ["raw_message_not_attached"])
    let keys = stored?.files.map(\.key) ?? []
    return { session in
      try await ObjectLock.hold(keys, in: session)
      try await write(draft, of: input, ids: nil, in: session)
    }
  }

  private func message(of input: StoredInput) async throws -> [UInt8] {
    guard let key = input.objectKey.flatMap({ ObjectKey($0) }) else {
      throw JobFailure("raw_missing", "the raw message is no longer kept", isFinal: true)
    }
    do {
      return try await store.get(key, limit: MailLimits.messageBytes)
    } catch {
      throw JobFailure("object_store", error.description, isFinal: !error.isPassing)
    }
  }

  /// Writes the task and what became of the input.
  ///
  /// Where the address's project has gone in the meantime the task goes into the workspace itself;
  /// where its user has lost the workspace too, the input says so and keeps its raw message.
  private func write(
    _ draft: TaskDraft, of input: StoredInput, ids: MailMessageIDs?, thread: MailThread? = nil,
    in session: any PostgresSession
  ) async throws {
    // An attempt that was thought dead may have written meanwhile.
    if try await RawInputs.input(input.id, in: session)?.outcome != nil { return }
    if let thread, let target = try await thread.target(as: input.actor, in: session),
      try await thread.comment(draft, on: target, of: input, by: writer, in: session)
    {
      return
    }
    var draft = draft
    do {
      try await Permissions.require(
        .edit, of: draft.project.map { [$0] } ?? [], as: input.actor, in: session)
    } catch let error as TaskError {
      guard draft.project != nil, try await mayWriteToWorkspace(input.actor, in: session) else {
        return try await RawInputs.setOutcome(
          .failed, of: input.id, reason: error.description, in: session)
      }
      draft.project = nil
      draft.provenance.removeAll { $0.field == .project }
      draft.facts.warnings.append("project_unavailable")
    }
    let written = try await writer.write(draft, as: input.actor, in: session)
    try await RawInputs.setOutcome(
      .task, of: input.id, task: written.id, transaction: written.transaction, in: session)
    guard let ids else { return }
    try await ids.record(task: written.id, input: input, in: session)
  }

  private func mayWriteToWorkspace(
    _ actor: Actor, in session: any PostgresSession
  ) async throws -> Bool {
    do {
      try await Permissions.require(actor, in: session)
      return true
    } catch is TaskError {
      return false
    }
  }
}
