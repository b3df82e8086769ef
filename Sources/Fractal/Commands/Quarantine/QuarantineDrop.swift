import FoundationEssentials
import Ingest
import Shared

/// `fractal quarantine drop`: a held mail becomes nothing.
enum QuarantineDrop: Command {
  static let name = "drop"
  static let summary = "drop a held mail; its raw message is kept for a while"
  static let help = """
    usage: fractal quarantine drop ID --user EMAIL [--workspace SLUG]

    Exit status 1 where no mail of that id is held for the user.

    example:
      fractal quarantine drop 0199a8f2-1c3e-7d4b-9a55-2f6c0e1b7d80 --user ada@example.org
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["user", "workspace"], positionals: 1...1)
    guard let id = UUID(uuidString: arguments.positionals[0]) else {
      throw UsageError("ID is not one that 'fractal quarantine list' shows")
    }
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    let done = try await pool.transaction { transaction in
      try await MailQuarantine.drop(id, as: actor, in: transaction)
    }
    guard done else {
      StandardError.write("fractal quarantine drop: no mail of that id is held\n")
      return 1
    }
    return 0
  }
}
