import FoundationEssentials
public import Shared

/// Has accepted blocks written to the calendars of those whose blocks they are, and who asked for it.
public struct PlannedBlockListener: TaskChangeListener {
  /// A listener.
  public init() {}

  private static let fields: Set = [
    "planned_blocks", "blocks", "title", "status", "is_completed", "deleted_at",
  ]

  /// Enqueues the job where planned time has changed, or a task was closed, renamed or deleted.
  ///
  /// Whoever makes the change is asked for as well: of blocks that were taken away and are being
  /// written nothing tells yet whose they were.
  public func tasksChanged(
    _ events: [TaskEvent], in session: any PostgresSession
  ) async throws {
    let changed = events.filter { !$0.fields.isDisjoint(with: Self.fields) }
    try await WriteBackOwners.enqueue(
      changed.map { (task: $0.task, workspace: $0.workspace) },
      actors: changed.filter { !$0.fields.isDisjoint(with: ["planned_blocks", "blocks"]) }
        .map { Actor(user: $0.user, workspace: $0.workspace) },
      in: session)
  }
}
