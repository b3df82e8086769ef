import FoundationEssentials
import Ingest
import Shared

/// `fractal capture list`: the pages that a user has saved.
enum CaptureList: Command {
  static let name = "list"
  static let summary = "list the pages that a user may read, the latest first"
  static let help = """
    usage: fractal capture list --user EMAIL [--workspace SLUG] [--url ADDRESS] [--json]

      --url ADDRESS  only the page of that address, however it was written
      --json         as the API gives them

    example:
      fractal capture list --user ada@example.org
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["json"], options: ["user", "workspace", "url"])
    let address = try arguments.option("url").map { text in
      guard let address = PageAddress(text) else {
        throw UsageError("--url takes an http or https address")
      }
      return address
    }
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    let pages = try await SavedPages.list(address, as: actor, in: pool)
    if arguments.flag("json") {
      print(CaptureForms.found(pages, waiting: []).serialized)
      return 0
    }
    var table = TextTable("ID", "SAVED", "KIND", "TITLE", "ADDRESS")
    for page in pages {
      table.add(
        page.id.uuidString.lowercased(), String(page.updatedAt.description.prefix(16)),
        page.details["kind"]?.stringValue ?? "-",
        TextTable.shortened(page.title ?? page.taskTitle, to: 44),
        TextTable.shortened(page.address, to: 60))
    }
    print(table.text)
    return 0
  }
}
