import Shared

/// `fractal undo`: takes a transaction back.
enum UndoCommand: Command {
  static let name = "undo"
  static let summary = "take back everything that one transaction wrote"
  static let help = """
    usage: fractal undo ID [--user EMAIL [--workspace SLUG]] [--json]

    Takes the transaction of command_log with that id back as a whole: created tasks are marked
    as deleted, changed fields and everything linked get their values back. Refused where a task
    has changed since. The undo is itself a transaction; 'fractal redo ID' puts it back.

      --user EMAIL      act as this user instead of the one who made the transaction
      --workspace SLUG  in this workspace, where the user has several
      --json            one JSON object for programs

    example:
      fractal undo 6f1d7c1e-7a55-4a31-9f0e-1d2c3b4a5968
    """

  static func run(_ words: [String]) async throws -> Int32 {
    try await HistoryRun(words).run(.undo)
  }
}
