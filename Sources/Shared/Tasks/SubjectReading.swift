/// Reads the commands that a verified owner typed into a mail's subject: `#project`, `@tag`, `!1`,
/// dates, `~45m`. Implemented by quick add, used by mail, joined in the program.
public protocol SubjectReading: Sendable {
  /// The draft with what the subject says; what the subject does not say stays, or comes from the
  /// actor's earlier tasks where those are sure. Never given a
  /// subject that an outsider wrote.
  func apply(
    _ subject: String, to draft: TaskDraft, as actor: Actor, at now: Instant,
    in session: any PostgresSession
  ) async throws -> TaskDraft
}
