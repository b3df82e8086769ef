import FoundationEssentials
import Shared

/// The message ids by which later mail finds the task of this one.
struct MailMessageIDs: Hashable, Sendable {
  /// The mail's own Message-ID.
  let own: String?
  /// Those it answers, the last ones first to be kept.
  let references: [String]

  /// The ids that a mail names.
  init(_ mail: ParsedMail) {
    own = mail.messageID()
    references = mail.references(.references) + mail.references(.inReplyTo)
  }

  /// Notes them for the task.
  func record(task: UUID, input: StoredInput, in session: any PostgresSession) async throws {
    let workspace = input.actor.workspace
    if let own {
      try await MessageThreads.record(
        [own], role: .own, task: task, input: input.id, workspace: workspace, in: session)
    }
    try await MessageThreads.record(
      references, role: .reference, task: task, input: input.id, workspace: workspace, in: session)
  }
}
