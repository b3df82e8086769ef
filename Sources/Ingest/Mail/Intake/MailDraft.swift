import Shared

/// Completes what a mail says into the draft of its task: project, files, source and warnings.
enum MailDraft {
  /// The draft of a mail that was read; its files lie in the store already.
  static func make(
    _ reading: MailReading, input: StoredInput, arguments: MailJobArguments,
    files: [StoredFile], warnings: [String], invitations: InvitationMail? = nil
  ) -> TaskDraft {
    var draft = reading.task
    if let project = arguments.project {
      draft.project = project
      draft.explain(
        .project, as: .rule,
        reference: JSONObject([("address", .string(input.recipient ?? ""))]), confidence: 1)
    }
    draft.attachments = files.map(\.attachment)
    if !files.isEmpty { draft.facts.details["files"] = .array(files.map(\.json)) }
    draft.facts.rawInput = input.id
    draft.facts.details["raw_message"] = .string(RawMessage.path(of: input.id))
    draft.facts.senderClass = arguments.sender
    draft.facts.warnings += warnings
    if arguments.sameIdentity != nil {
      draft.facts.warnings.append("same_message_id_other_content")
    }
    return invitations?.complete(draft) ?? draft
  }
}
