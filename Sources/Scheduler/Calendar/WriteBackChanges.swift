public import Shared

/// Has calendars follow what the app does to planned tasks: completes, renames, deletes them.
public enum WriteBackChanges {
  /// The name of this consumer of the app's changes.
  static let consumer = "calendar-writes"

  private static let fields: Set = ["title", "status", "is_completed", "deleted_at"]

  /// Reads the next changes that the trigger noted, in the caller's transaction; returns how many.
  /// Without the trigger ``SweepCalendars`` finds what differs, each quarter of an hour.
  public static func follow(in session: any PostgresSession) async throws -> Int {
    try await ChangeFeed.consume(consumer, in: session) { changes in
      let changed = changes.filter {
        $0.operation == .delete || !$0.fields.isDisjoint(with: fields)
      }
      try await WriteBackOwners.enqueue(
        changed.map { (task: $0.task, workspace: $0.workspace) }, in: session)
    }
  }
}
