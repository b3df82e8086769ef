import FoundationEssentials
import Shared

/// What one capture writes, inside the transaction that ends its job.
struct CaptureWrite: Sendable {
  /// What was captured.
  let request: CaptureRequest
  /// How it was read.
  let reading: CaptureReading
  /// The input.
  let input: StoredInput
  /// The addresses of the page, the canonical one first.
  let addresses: [PageAddress]
  /// The page as it was saved when the capture was read.
  let saved: SavedPage?
  /// What lies in the object store.
  let files: CaptureFiles
  /// Codes of what went wrong.
  let warnings: [String]
  /// What writes tasks.
  let writer: TaskWriter

  /// Writes the task of a page that was not saved before.
  ///
  /// Where the project has gone meanwhile the task goes into the workspace itself; where the user
  /// has lost that too, the input says so.
  func create(_ draft: TaskDraft, in session: any PostgresSession) async throws {
    guard try await isStillOpen(in: session) else { return }
    var draft = draft
    draft.project = request.project
    draft.attachments = files.files(for: draft.description)
    if !draft.attachments.isEmpty {
      draft.explain(
        .attachments, value: "\(draft.attachments.count)", as: .metadata,
        reference: ["source": "capture"],
        confidence: 1)
    }
    draft.facts.rawInput = input.id
    for code in warnings where !draft.facts.warnings.contains(code) {
      draft.facts.warnings.append(code)
    }
    do {
      try await Permissions.require(
        .edit, of: draft.project.map { [$0] } ?? [], as: input.actor, in: session)
    } catch let error as TaskError {
      guard draft.project != nil, try await mayWriteToWorkspace(in: session) else {
        return try await RawInputs.setOutcome(
          .failed, of: input.id, reason: error.description, in: session)
      }
      draft.project = nil
      draft.facts.warnings.append("project_unavailable")
    }
    let written = try await writer.write(draft, as: input.actor, in: session)
    if var entry = entry(task: written.id, project: draft.project, title: written.title) {
      entry.contentHash = reading.contentHash
      entry.readableKey = files.readable?.description
      entry.seenHashes = CaptureChanges.hashes(request, reading)
      try await SavedPages.save(entry, in: session)
    }
    try await RawInputs.setOutcome(
      .task, of: input.id, task: written.id, transaction: written.transaction, in: session)
  }

  /// Adds what is new to the task of a page that was saved before.
  func add(
    _ changes: CaptureChanges, to saved: SavedPage, in session: any PostgresSession
  ) async throws {
    guard try await isStillOpen(in: session) else { return }
    var change = TaskChange(saved.task)
    let comment = changes.comment.map { TaskComment($0) }
    change.comments = comment.map { [$0] } ?? []
    change.addedTags = request.tags
    change.attachments = try await newFiles(
      files.files(for: changes.comment), of: saved.task, in: session)
    change.warnings = warnings
    var transaction: UUID?
    if !change.isEmpty {
      do {
        transaction = try await writer.change([change], as: input.actor, in: session)
      } catch let error as TaskError {
        guard [.notFound, .forbidden, .archivedProject].contains(error.code) else { throw error }
        return try await RawInputs.setOutcome(
          .failed, of: input.id, reason: error.description, task: saved.task, in: session)
      }
    }
    if var entry = entry(
      task: saved.task, project: saved.project, title: saved.title ?? saved.taskTitle)
    {
      entry.contentHash = reading.contentHash == saved.contentHash ? nil : reading.contentHash
      if let readable = files.readable?.description, readable != saved.readableKey,
        reading.page != nil || saved.readableKey == nil
      {
        entry.readableKey = readable
      }
      entry.seenHashes = changes.newHashes
      try await SavedPages.extend(saved.id, by: entry, comment: comment?.id, in: session)
    }
    if let comment {
      try await RawInputs.setOutcome(
        .comment, of: input.id, task: saved.task, comment: comment.id, transaction: transaction,
        in: session)
    } else {
      try await RawInputs.setOutcome(
        .dropped, of: input.id, reason: "already_saved", task: saved.task,
        transaction: transaction, in: session)
    }
  }

  /// Takes the locks and looks again: false where the input was decided meanwhile; throws where the
  /// page was saved or changed by another capture, so that this one is read anew.
  private func isStillOpen(in session: any PostgresSession) async throws -> Bool {
    try await CaptureInputs.lock(input.id, in: session)
    try await SavedPages.lock(
      addresses, project: request.project, workspace: input.actor.workspace, in: session)
    if try await RawInputs.input(input.id, in: session)?.outcome != nil { return false }
    let now = try await SavedPages.find(
      addresses, project: request.project, workspace: input.actor.workspace, in: session)
    guard now?.id == saved?.id, now?.task == saved?.task, now?.seenHashes == saved?.seenHashes,
      now?.contentHash == saved?.contentHash
    else { throw JobFailure("page_saved_meanwhile", "another capture of the page came first") }
    return true
  }

  private static let filesSQL = SQL(
    "list_files_of_page_task",
    """
    select a.s3_key from public.attachments a join public.tasks t on t.id = a.task_id
    where a.task_id = $2 and t.workspace_id = $1 and a.s3_key = any($3)
    """)

  /// Those of the files that the task does not have yet.
  private func newFiles(
    _ files: [TaskAttachment], of task: UUID, in session: any PostgresSession
  ) async throws -> [TaskAttachment] {
    guard !files.isEmpty else { return [] }
    let rows = try await session.query(
      Self.filesSQL, [input.actor.workspace, task, files.map(\.key)])
    let known = Set(try rows.map { try $0.get("s3_key", as: String.self) })
    return files.filter { !known.contains($0.key) }
  }

  /// What is stored of the page, but for its article and what was seen; nil for no page.
  private func entry(task: UUID, project: UUID?, title: String) -> SavedPages.Entry? {
    guard let key = saved?.key ?? addresses.first?.key else { return nil }
    return SavedPages.Entry(
      key: key, addresses: addresses, project: project, task: task, input: input,
      address: request.subject, title: reading.page?.title ?? title,
      details: reading.page.map { summary($0) } ?? saved?.details ?? [:])
  }

  private func summary(_ page: PageDraft) -> JSONValue {
    .members([
      "kind": .string(page.kind.rawValue), "site": page.siteName.map { .string($0) },
      "authors": page.authors.isEmpty ? nil : .array(page.authors.map { .string($0) }),
      "published": page.published.map { .string($0) },
      "language": page.language.map { .string($0) },
      "words": .int(Int64(page.wordCount)),
    ])
  }

  private func mayWriteToWorkspace(in session: any PostgresSession) async throws -> Bool {
    do {
      try await Permissions.require(input.actor, in: session)
      return true
    } catch is TaskError {
      return false
    }
  }
}
