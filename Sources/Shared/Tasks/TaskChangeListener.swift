/// Told of each change to tasks inside the transaction that makes it, so that follow-up jobs are
/// enqueued with it or not at all.
///
/// What a listener throws rolls the change back. It must not call out of the database.
public protocol TaskChangeListener: Sendable {
  /// The tasks that the open transaction has just created, changed, deleted or restored.
  func tasksChanged(_ events: [TaskEvent], in session: any PostgresSession) async throws
}
