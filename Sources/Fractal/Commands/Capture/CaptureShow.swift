import FoundationEssentials
import Ingest
import Shared

/// `fractal capture show`: a saved page with its article.
enum CaptureShow: Command {
  static let name = "show"
  static let summary = "print the article of a saved page as Markdown"
  static let help = """
    usage: fractal capture show ID --user EMAIL [--workspace SLUG] [--json]

      --json  what is known of the page, without its article

    example:
      fractal capture show 0199a8f2-1c3e-7d4b-9a55-2f6c0e1b7d80 --user ada@example.org
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["json"], options: ["user", "workspace"], positionals: 1...1)
    guard let id = UUID(uuidString: arguments.positionals[0]) else {
      throw UsageError("ID is not one that 'fractal capture list' shows")
    }
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    guard let page = try await SavedPages.page(id, as: actor, in: pool) else {
      StandardError.write("fractal capture show: the user has no page of that id\n")
      return 1
    }
    if arguments.flag("json") {
      print(CaptureForms.json(page).serialized)
      return 0
    }
    guard let key = page.readableKey.flatMap({ ObjectKey($0) }) else {
      StandardError.write("fractal capture show: nothing but title and link was saved\n")
      return 1
    }
    let bytes = try await context.objectStore.get(key, limit: CaptureLimits.readableBytes)
    StandardOutput.write(bytes: bytes.last == 0x0A ? bytes : bytes + [0x0A])
    return 0
  }
}
