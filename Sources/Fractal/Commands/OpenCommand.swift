import Shared

/// `fractal open`: a link to a page, for a browser.
enum OpenCommand: Command {
  static let name = "open"
  static let summary = "print a link that opens a page in a browser, once"
  static let help = """
    usage: fractal open PATH --user EMAIL [--workspace SLUG]

    PATH is a page such as /captures/ID. The link holds for ten minutes and for whoever follows it
    first; PUBLIC_URL says how browsers reach this server, else LISTEN does.

    example:
      fractal open /captures/0199a8f2-1c3e-7d4b-9a55-2f6c0e1b7d80 --user ada@example.org
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["user", "workspace"], positionals: 1...1)
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    let link = try await PageSessions(pool: pool).makeLink(arguments.positionals[0], as: actor)
    print(context.publicAddress + link.target)
    return 0
  }
}
