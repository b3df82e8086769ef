public import Shared

/// Keeps the search in step with what the pipeline itself writes: each change to a task that the
/// search would notice is noted in its own transaction.
public struct SearchChangeListener: TaskChangeListener {
  private static let fields: Set<String> = [
    "title", "description", "project_id", "status", "is_completed", "deleted_at",
  ]

  /// A listener for a `TaskWriter`.
  public init() {}

  /// Notes the tasks whose text, project, status or existence changed.
  public func tasksChanged(
    _ events: [TaskEvent], in session: any PostgresSession
  ) async throws {
    let noticed = events.filter {
      $0.kind != .updated || !$0.fields.isDisjoint(with: Self.fields)
    }
    for (workspace, events) in Dictionary(grouping: noticed, by: \.workspace) {
      try await EmbedQueue.add(
        events.map { ($0.task, $0.kind == .created) }, of: workspace, in: session)
    }
  }
}
