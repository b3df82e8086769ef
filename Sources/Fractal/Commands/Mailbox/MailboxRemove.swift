import Ingest
import Shared

/// `fractal mailbox remove`: a mailbox is read no more.
enum MailboxRemove: Command {
  static let name = "remove"
  static let summary = "forget a mailbox and its password; what it brought stays"
  static let help = """
    usage: fractal mailbox remove NAME [--user EMAIL [--workspace SLUG]]

    Exit status 1 where there is no such mailbox.

    example:
      fractal mailbox remove tasks
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["user", "workspace"], positionals: 1...1)
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let isNamed = arguments.option("user") != nil
    let workspace = isNamed ? try await CommandActor(arguments).find(in: pool).workspace : nil
    guard
      let mailbox = try await Mailboxes.find(
        arguments.positionals[0], workspace: workspace, in: pool)
    else {
      StandardError.write("fractal mailbox remove: no such mailbox\n")
      return 1
    }
    try await pool.transaction { transaction in
      try await Mailboxes.remove(mailbox, in: transaction)
    }
    return 0
  }
}
