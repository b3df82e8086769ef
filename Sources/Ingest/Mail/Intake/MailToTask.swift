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
  private let subjects: (any SubjectReading)?

  /// A handler that reads from that pool and store and writes through that writer.
  public init(
    pool: PostgresPool, store: any ObjectStore,
    type: @escaping FileTyping.Function = FileTyping.inProcess(),
    reader: MailReader = MailReader(), writer: TaskWriter = TaskWriter(),
    subjects: (any SubjectReading)? = nil
  ) {
    self.pool = pool
    self.store = store
    self.reader = reader
    self.writer = writer
    self.subjects = subjects
    files = MailFiles(store: store, type: type)
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
    if arguments.disposition != .accept {
      return .done(result: nil, effects: try await withheld(job, input, arguments))
    }
    let mail = MailParser.parse(try await message(of: input))
    let reading = await reader.read(mail)
    let stored = try await files.store(
      reading.attachments, workspace: input.actor.workspace)
    let invitations = try await invitations(reading, of: input, arguments)
    var draft = MailDraft.make(
      reading, input: input, arguments: arguments, files: stored.files,
      warnings: stored.warnings, invitations: invitations)
    if invitations == nil {
      draft = try await MailCommands(reader: subjects, pool: pool)
        .apply(mail, reading, to: draft, of: input, from: arguments.sender)
    }
    let finished = draft
    let ids = MailMessageIDs(mail)
    let thread = MailThread(mail, reading, addressed: arguments.task)
    let keys = stored.files.map(\.key)
    return .done(
      result: nil,
      effects: { session in
        try await ObjectLock.hold(keys, in: session)
        try await write(
          finished, of: input, arguments, ids: ids, thread: thread, invitations: invitations,
          in: session)
      })
  }

  /// What the mail's calendar asks for, nil where it brings none.
  private func invitations(
    _ reading: MailReading, of input: StoredInput, _ arguments: MailJobArguments
  ) async throws -> InvitationMail? {
    guard !reading.calendars.isEmpty else { return nil }
    return InvitationMail(
      reading.calendars, proven: arguments.proven,
      reader: try await UserZone.zone(of: input.actor.user, in: pool), now: input.receivedAt)
  }

  /// What is written of a mail that becomes no task: it is held, or only recorded. That needs
  /// nothing of the message but the names that a person decides by; where it is lost, not even these.
  private func withheld(
    _ job: ClaimedJob, _ input: StoredInput, _ arguments: MailJobArguments
  ) async throws -> JobOutcome.Effects {
    let reason = arguments.reason ?? arguments.disposition.rawValue
    guard arguments.disposition == .quarantine else {
      return { session in
        try await RawInputs.setOutcome(.dropped, of: input.id, reason: reason, in: session)
      }
    }
    let message = try await whereKept(job) { try await self.message(of: input) }
    let mail = message.map { MailParser.parse($0) }
    let sender = mail?.addresses(.from).first?.address
    let subject = mail?.subject()
    return { session in
      try await MailQuarantine.hold(
        input, reason: reason, sender: sender, subject: subject, arguments: arguments, in: session)
    }
  }

  /// The plain task that a message becomes which could not be read; also where the message itself
  /// is lost. A mail that was to be held or dropped is, all the same. What may pass, such as a store
  /// that is away, is thrown.
  public func onDiscard(
    _ job: ClaimedJob, because failure: JobFailure
  ) async throws -> JobOutcome.Effects? {
    guard let arguments = MailJobArguments(job.args),
      let input = try await RawInputs.input(arguments.input, in: pool), input.outcome == nil
    else { return nil }
    if arguments.disposition != .accept { return try await withheld(job, input, arguments) }
    let message = try await whereKept(job) { try await self.message(of: input) } ?? []
    let reading = MailReading.unreadable(message, reason: failure.code)
    let stored = try await whereKept(job) {
      try await files.store(reading.attachments, workspace: input.actor.workspace)
    }
    let draft = MailDraft.make(
      reading, input: input, arguments: arguments, files: stored?.files ?? [],
      warnings: stored?.warnings ?? ["raw_message_not_attached"])
    let keys = stored?.files.map(\.key) ?? []
    return { session in
      try await ObjectLock.hold(keys, in: session)
      try await write(draft, of: input, arguments, ids: nil, in: session)
    }
  }

  /// What the object store gives; nil where it has failed for good, or in so many discards that the
  /// task is not to wait for it any longer. What may still pass is thrown.
  private func whereKept<Value>(
    _ job: ClaimedJob, _ work: () async throws -> Value
  ) async throws -> Value? {
    do {
      return try await work()
    } catch let error as JobFailure where error.isFinal {
      return nil
    } catch {
      guard job.attempt >= job.maxAttempts + MailLimits.discardTries else { throw error }
      return nil
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
    _ draft: TaskDraft, of input: StoredInput, _ arguments: MailJobArguments,
    ids: MailMessageIDs?, thread: MailThread? = nil, invitations: InvitationMail? = nil,
    in session: any PostgresSession
  ) async throws {
    // An attempt that was thought dead may have written meanwhile.
    if try await RawInputs.input(input.id, in: session)?.outcome != nil { return }
    if let thread,
      try await add(draft, of: input, thread: thread, invitations: invitations, in: session)
    {
      return
    }
    var draft = invitations?.first(draft) ?? draft
    do {
      try await Permissions.require(
        .edit, of: draft.project.map { [$0] } ?? [], as: input.actor, in: session)
    } catch let error as TaskError {
      guard draft.project != nil, try await mayWriteToWorkspace(input.actor, in: session) else {
        return try await fail(input, arguments, reason: error.description, in: session)
      }
      draft.project = nil
      draft.provenance.removeAll { $0.field == .project }
      draft.facts.warnings.append("project_unavailable")
    }
    let written = try await writer.write(draft, as: input.actor, in: session)
    try await RawInputs.setOutcome(
      .task, of: input.id, task: written.id, transaction: written.transaction, in: session)
    try await invitations?.record(written, input: input, in: session)
    guard let ids else { return }
    try await ids.record(task: written.id, input: input, in: session)
  }

  /// Adds the mail to the task that it is about; false where there is none, or the actor may not
  /// write there.
  private func add(
    _ draft: TaskDraft, of input: StoredInput, thread: MailThread, invitations: InvitationMail?,
    in session: any PostgresSession
  ) async throws -> Bool {
    guard let invitations else {
      guard let target = try await thread.target(as: input.actor, in: session) else { return false }
      return try await thread.comment(draft, on: target, of: input, by: writer, in: session)
    }
    let known = try await invitations.known(as: input.actor, in: session)
    guard let first = known.compactMap(\.self).first else {
      guard let target = try await thread.target(isOwnMatter: true, as: input.actor, in: session)
      else { return false }
      return try await thread.comment(draft, on: target, of: input, by: writer, in: session)
    }
    var remark = draft
    // The calendar itself says nothing that the task does not.
    remark.attachments.removeAll { $0.mediaType == "text/calendar" }
    var step = invitations.step(known, for: draft)
    step.project = draft.project
    return try await thread.comment(
      remark, on: MailThread.Target(task: first.task, comment: nil), of: input, by: writer,
      step: step, in: session)
  }

  /// Notes that nothing could be made of the input, and tells the sender where that is wanted.
  private func fail(
    _ input: StoredInput, _ arguments: MailJobArguments, reason: String,
    in session: any PostgresSession
  ) async throws {
    try await RawInputs.setOutcome(.failed, of: input.id, reason: reason, in: session)
    try await MailNotice.enqueue(
      .failed, to: arguments.notify, about: input.id, workspace: input.actor.workspace, in: session)
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
