import FoundationEssentials
import Ingest
import Shared

/// `fractal capture add`: hands in a page without a browser.
enum CaptureAdd: Command {
  static let name = "add"
  static let summary = "capture a page from a file of HTML, or an address alone"
  static let help = """
    usage: fractal capture add --url ADDRESS --user EMAIL [--workspace SLUG] [OPTIONS] [FILE]

    A worker makes a task of it, as of what the extension sends. FILE holds the page's HTML in UTF-8;
    without it the task has title and link alone. Nothing is fetched.

      --project ID   where the task goes
      --title TEXT   the title as a browser would show it
      --tag NAME     a tag; may be repeated
      --note TEXT    a note for the task
      --verb         begin the title with a verb in the page's language, such as Read: or Watch:

    example:
      fractal capture add --url https://example.org/a --user ada@example.org page.html
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["verb"],
      options: ["url", "user", "workspace", "project", "title", "tag", "note"],
      positionals: 0...1)
    guard let url = arguments.option("url") else { throw UsageError("--url is needed") }
    var body: JSONObject = [
      "captureId": .string(UUID().uuidString.lowercased()), "url": .string(url),
    ]
    for name in ["project", "title", "note"] {
      body[name] = arguments.option(name).map { .string($0) }
    }
    if arguments.flag("verb") { body["verb"] = true }
    body["tags"] = .array(arguments.options("tag").map { .string($0) })
    if let path = arguments.positionals.first {
      guard let html = WholeFile.read(path) else { throw UsageError("\(path) cannot be read") }
      body["html"] = .string(String(decoding: html, as: UTF8.self))
    }
    let request: CaptureRequest
    do {
      request = try CaptureRequest(json: .object(body))
    } catch {
      switch error {
      case .invalid(let pointer, let detail): throw UsageError("\(pointer.dropFirst()) \(detail)")
      case .tooLarge(let limit): throw UsageError("the page has more than \(limit) bytes")
      }
    }
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 2)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    let outcome = try await CaptureIntake(pool: pool, store: context.objectStore).accept(
      request, body: JSONValue.object(body).serializedBytes, as: actor)
    print("captured as \(request.id.uuidString.lowercased())")
    if let saved = outcome.saved {
      print("the page is saved already: \(saved.taskTitle) (\(saved.task.uuidString.lowercased()))")
    }
    return 0
  }
}
