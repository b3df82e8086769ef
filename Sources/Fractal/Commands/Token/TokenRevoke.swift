import Shared

/// `fractal token revoke`: ends a token at once.
enum TokenRevoke: Command {
  static let name = "revoke"
  static let summary = "end a token at once"
  static let help = """
    usage: fractal token revoke TOKEN

    TOKEN is the id, the part that 'fractal token list' shows, or the whole token. Exit status 1
    where there is none left to revoke.

    example:
      fractal token revoke frt_0123456789abcdef
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, positionals: 1...1)
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    guard try await TokenStore.revoke(arguments.positionals[0], in: pool) else {
      StandardError.write("fractal token revoke: no such token, or it was revoked before\n")
      return 1
    }
    print("revoked")
    return 0
  }
}
