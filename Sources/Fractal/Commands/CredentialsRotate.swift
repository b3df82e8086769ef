import Shared

/// `fractal credentials rotate`.
enum CredentialsRotate: Command {
  static let name = "rotate"
  static let summary = "seal everything anew that is not sealed under APP_SECRET"
  static let help = """
    usage: fractal credentials rotate

    Set APP_SECRET to the new secret and APP_SECRET_PREVIOUS to the old one, restart, run this, and
    take APP_SECRET_PREVIOUS away once it says that nothing is left.

    example: fractal credentials rotate
    """

  static func run(_ words: [String]) async throws -> Int32 {
    _ = try Arguments(words)
    let context = try ProgramContext.load()
    let vault = try CredentialVault(settings: context.settings)
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    var count = 0
    while true {
      let sealed = try await pool.transaction { session in
        try await vault.rotate(in: session)
      }
      if sealed == 0 { break }
      count += sealed
    }
    print("\(count) credentials sealed anew; none is left under another secret")
    return 0
  }
}
