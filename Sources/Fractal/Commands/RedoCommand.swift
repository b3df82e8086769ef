import Shared

/// `fractal redo`: puts an undone transaction in place again.
enum RedoCommand: Command {
  static let name = "redo"
  static let summary = "put an undone transaction in place again"
  static let help = """
    usage: fractal redo ID [--user EMAIL [--workspace SLUG]] [--json]

    Puts a transaction that was undone in place again; the id is that of the transaction or of its
    undo. Refused where a task has changed since.

      --user EMAIL      act as this user instead of the one who made the transaction
      --workspace SLUG  in this workspace, where the user has several
      --json            one JSON object for programs

    example:
      fractal redo 6f1d7c1e-7a55-4a31-9f0e-1d2c3b4a5968
    """

  static func run(_ words: [String]) async throws -> Int32 {
    try await HistoryRun(words).run(.redo)
  }
}
