import Shared

/// Reads the commands in a mail's subject, where a verified owner typed them.
struct MailCommands: Sendable {
  /// What reads them; nil where subjects command nothing.
  let reader: (any SubjectReading)?
  /// Where it looks up what they name.
  let pool: PostgresPool

  /// The draft with what the subject says; as it was where an outsider wrote, or nothing was typed.
  func apply(
    _ mail: ParsedMail, _ reading: MailReading, to draft: TaskDraft, of input: StoredInput,
    from sender: TaskFacts.SenderClass
  ) async throws -> TaskDraft {
    guard let reader, sender == .owner,
      let typed = TypedSubject(mail.subject(), forwarded: reading.forwarded.first)
    else { return draft }
    var commanded = try await reader.apply(
      typed.words, to: draft, as: input.actor, at: input.receivedAt, in: pool)
    guard commanded != draft else { return draft }
    commanded.title = typed.title(rest: commanded.title)
    return commanded
  }
}
