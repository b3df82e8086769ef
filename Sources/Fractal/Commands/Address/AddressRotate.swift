import Shared

/// `fractal address rotate`: a new local part for an address that got out.
enum AddressRotate: Command {
  static let name = "rotate"
  static let summary = "revoke an address and make one with the same settings"
  static let help = """
    usage: fractal address rotate SLUG

    The old address takes no mail from now on; the new one is printed. Exit status 1 where there is
    no such address.

    example:
      fractal address rotate k7qf3m2xz5t6abcd
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, positionals: 1...1)
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let slug = arguments.positionals[0]
    let fresh = try await pool.transaction { transaction in
      try await InboundAddresses.rotate(slug, in: transaction)
    }
    guard let fresh else {
      StandardError.write("fractal address rotate: no such address takes mail\n")
      return 1
    }
    print(fresh)
    return 0
  }
}
