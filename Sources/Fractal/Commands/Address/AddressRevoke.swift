import Shared

/// `fractal address revoke`: an address takes no mail any more.
enum AddressRevoke: Command {
  static let name = "revoke"
  static let summary = "let an address take no mail any more"
  static let help = """
    usage: fractal address revoke SLUG

    Mail to it is refused as to an unknown address. Exit status 1 where there is no such address.

    example:
      fractal address revoke k7qf3m2xz5t6abcd
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, positionals: 1...1)
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    guard try await InboundAddresses.revoke(arguments.positionals[0], in: pool) else {
      StandardError.write("fractal address revoke: no such address takes mail\n")
      return 1
    }
    return 0
  }
}
