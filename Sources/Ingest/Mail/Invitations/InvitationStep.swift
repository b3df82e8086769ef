import FoundationEssentials
import Shared

/// What a mail does about invitations of which some are known.
struct InvitationStep {
  /// Changes of the tasks that are known, the mail's first one first.
  var changes: [TaskChange] = []
  /// The rows as they are then.
  var records: [InvitationRecord] = []
  /// What nobody knew, each with its draft.
  var added: [(invitation: Invitation, draft: TaskDraft)] = []
  /// The task under which that goes, where the known one lies under one.
  var parent: UUID?
  /// The project into which it goes otherwise.
  var project: UUID?

  /// Writes the new tasks, and what is known from now on.
  func finish(
    _ input: StoredInput, by writer: TaskWriter, in session: any PostgresSession,
    within transaction: inout TaskTransaction
  ) async throws {
    for record in records { try await record.save(input: input, in: session) }
    let drafts = added.map { item in
      var draft = item.draft
      draft.parent = parent
      draft.project = parent == nil ? project : nil
      return draft
    }
    guard !drafts.isEmpty else { return }
    let written = try await writer.write(
      drafts, as: input.actor, in: session, within: &transaction)
    for (item, task) in zip(added, written) {
      try await InvitationRecord(item.invitation, task: task.id).save(input: input, in: session)
    }
  }
}
