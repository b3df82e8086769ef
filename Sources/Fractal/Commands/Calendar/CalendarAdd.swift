import FoundationEssentials
import Scheduler
import Shared

/// `fractal calendar add`.
enum CalendarAdd: Command {
  static let name = "add"
  static let summary = "add a calendar: a file, a feed, a CalDAV server, Google"
  static let help = """
    usage: fractal calendar add --user EMAIL [--workspace SLUG] --name NAME SOURCE [--free]
             [--write-back]

    SOURCE is one of:
      --file PATH                        an iCalendar file; - reads standard input
      --url URL                          a feed, fetched only when it has changed
      --caldav URL --username NAME       a CalDAV server, principal or collection; the password
                                         is read from standard input
      --google [CALENDAR]                a Google calendar; the refresh token is read from
                                         standard input

      --free        its entries take no time
      --write-back  accepted blocks are written to it as events (CalDAV, Google)

    examples:
      fractal calendar add --user ada@example.org --name Work --url https://example.org/work.ics
      fractal calendar add --user ada@example.org --name Home --caldav https://dav.example.org \\
        --username ada < password.txt
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["free", "write-back"],
      options: ["user", "workspace", "name", "file", "url", "caldav", "username", "google"])
    guard let name = arguments.option("name") else { throw UsageError("--name NAME is needed") }
    var body: JSONObject = [
      "name": .string(name), "busy": .bool(!arguments.flag("free")),
      "write_back": .bool(arguments.flag("write-back")),
    ]
    try source(arguments, into: &body)
    let request = JSONValue.object(body)
    let added = try await CalendarRun.with(arguments) { context, pool, actor in
      do {
        return try await CalendarRoutes.add(
          request, for: actor, setup: CalendarSetup(settings: context.settings, pool: pool))
      } catch let error as PlanningError {
        throw UsageError(error.description)
      }
    }
    for calendar in added {
      print("\(calendar.id.uuidString.lowercased())  \(calendar.name)")
    }
    return 0
  }

  private static func source(
    _ arguments: Arguments, into body: inout JSONObject
  ) throws {
    if let path = arguments.option("file") {
      body["kind"] = "file"
      guard let bytes = path == "-" ? try StandardInput.readAll() : WholeFile.read(path) else {
        throw UsageError("\(path) cannot be read")
      }
      body["content"] = .string(ICalendar.text(of: bytes))
    } else if let url = arguments.option("url") {
      body["kind"] = "url"
      body["address"] = .string(url)
    } else if let url = arguments.option("caldav") {
      body["kind"] = "caldav"
      body["address"] = .string(url)
      body["username"] = arguments.option("username").map { .string($0) }
      body["password"] = .string(try secret())
    } else if let calendar = arguments.option("google") {
      body["kind"] = "google"
      body["address"] = .string(calendar)
      body["refresh_token"] = .string(try secret())
    } else {
      throw UsageError("one of --file, --url, --caldav, --google is needed")
    }
  }

  /// The first line of standard input.
  private static func secret() throws -> String {
    let text = String(decoding: try StandardInput.readAll(), as: UTF8.self)
    return String(text.prefix { !$0.isNewline })
  }
}
