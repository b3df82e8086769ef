import FoundationEssentials
import Shared

/// Finds the task that a mail answers, and writes the answer as a comment on it.
struct MailThread: Sendable {
  /// A task, and the comment that is answered.
  struct Target: Hashable, Sendable {
    /// The task.
    var task: UUID
    /// The comment, nil where the task's own mail is answered.
    var comment: UUID?
  }

  private let own: String?
  private let ids: [String]
  /// The task whose own address the mail came to.
  private let addressed: UUID?

  /// What a mail answers; a mail that passes another on begins something new.
  init(_ mail: ParsedMail, _ reading: MailReading, addressed: UUID?) {
    let own = mail.messageID()
    self.own = own
    self.addressed = addressed
    let isForward =
      !reading.forwarded.isEmpty || SubjectTitle.clean(mail.subject() ?? "").mark == .forward
    let named = mail.references(.inReplyTo) + mail.references(.references).reversed()
    ids = isForward ? [] : named.filter { $0 != own }
  }

  /// The task to comment, nil where the mail is a task of its own.
  ///
  /// `isOwnMatter` is true where the mail begins something new whatever it answers, as an invitation
  /// does; only a task's own address then makes it a comment.
  func target(
    isOwnMatter: Bool = false, as actor: Actor, in session: any PostgresSession
  ) async throws -> Target? {
    if !ids.isEmpty, !isOwnMatter,
      let found = try await MessageThreads.find(ids, workspace: actor.workspace, in: session)
    {
      return Target(task: found.task, comment: found.comment)
    }
    return addressed.map { Target(task: $0, comment: nil) }
  }

  /// Adds the mail to the task; false where the actor may not write there, and nothing was written.
  ///
  /// `step` changes that task and others with it, and adds tasks, all in one transaction.
  func comment(
    _ draft: TaskDraft, on target: Target, of input: StoredInput, by writer: TaskWriter,
    step: InvitationStep = InvitationStep(), in session: any PostgresSession
  ) async throws -> Bool {
    let comment = TaskComment(Self.text(draft), parent: target.comment)
    var change = step.changes.first { $0.task == target.task } ?? TaskChange(target.task)
    change.comments = [comment]
    change.attachments = try await Self.fresh(draft.attachments, on: target.task, in: session)
    change.warnings = draft.facts.warnings + change.warnings
    let changes = [change] + step.changes.filter { $0.task != target.task }
    var transaction = TaskTransaction()
    do {
      try await writer.change(changes, as: input.actor, in: session, within: &transaction)
    } catch let error as TaskError {
      guard [.notFound, .forbidden, .archivedProject].contains(error.code) else { throw error }
      return false
    }
    try await step.finish(input, by: writer, in: session, within: &transaction)
    try await RawInputs.setOutcome(
      .comment, of: input.id, task: target.task, comment: comment.id,
      transaction: transaction.id, in: session)
    if let own {
      try await MessageThreads.record(
        [own], role: .own, task: target.task, comment: comment.id, input: input.id,
        workspace: input.actor.workspace, in: session)
    }
    return true
  }

  private static let knownSQL = SQL(
    "find_attached_objects",
    "select s3_key from public.attachments where task_id = $1 and s3_key = any($2)")

  /// The files that the task does not have already: each answer brings the pictures of its sender's
  /// signature again.
  private static func fresh(
    _ files: [TaskAttachment], on task: UUID, in session: any PostgresSession
  ) async throws -> [TaskAttachment] {
    guard !files.isEmpty else { return [] }
    let rows = try await session.query(knownSQL, [task, files.map(\.key)])
    let known = Set(try rows.map { try $0.get("s3_key", as: String.self) })
    return files.filter { !known.contains($0.key) }
  }

  /// The description under the name that the mail gives its sender: a claim, so it says "by mail".
  static func text(_ draft: TaskDraft) -> String {
    let from = draft.facts.details["from"]
    let name = from?["name"]?.stringValue ?? from?["address"]?.stringValue
    let head = name.map { "*" + PlainMarkdown.line($0) + " by mail:*\n\n" } ?? ""
    return head + (draft.description ?? PlainMarkdown.line(draft.title))
  }
}
