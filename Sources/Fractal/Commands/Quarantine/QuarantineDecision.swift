import FoundationEssentials
import Ingest
import Shared

/// What `fractal quarantine release` and `drop` share: the id, the actor, the answer.
struct QuarantineDecision {
  /// The verb, for the message where nothing of that id is held.
  let verb: String
  /// What is done, in a transaction; false where nothing of that id is held.
  let decide: @Sendable (UUID, Actor, any PostgresSession) async throws -> Bool

  /// The help of the command.
  static func help(_ verb: String) -> String {
    """
    usage: fractal quarantine \(verb) ID --user EMAIL [--workspace SLUG]

    Exit status 1 where no mail of that id is held for the user, or it cannot be let in because its
    raw message is gone.

    example:
      fractal quarantine \(verb) 0199a8f2-1c3e-7d4b-9a55-2f6c0e1b7d80 --user ada@example.org
    """
  }

  /// Decides about the mail that the words name.
  func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["user", "workspace"], positionals: 1...1)
    let id = try Self.id(arguments)
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    let isDone: Bool
    do {
      isDone = try await pool.transaction { session in try await decide(id, actor, session) }
    } catch let error as QuarantineError {
      StandardError.write("fractal quarantine \(verb): \(error)\n")
      return 1
    }
    guard isDone else {
      StandardError.write("fractal quarantine \(verb): no mail of that id is held\n")
      return 1
    }
    return 0
  }

  /// The id that the words name.
  static func id(_ arguments: Arguments) throws(UsageError) -> UUID {
    guard let id = UUID(uuidString: arguments.positionals[0]) else {
      throw UsageError("ID is not one that 'fractal quarantine list' shows")
    }
    return id
  }
}
