import FoundationEssentials
import Ingest
import Shared

/// `fractal quarantine list`: what is held for a user.
enum QuarantineList: Command {
  static let name = "list"
  static let summary = "list the mails that are held for a user"
  static let help = """
    usage: fractal quarantine list --user EMAIL [--workspace SLUG] [--json]

    Sender and subject are claims of the mail.

    example:
      fractal quarantine list --user ada@example.org
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["json"], options: ["user", "workspace"])
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    let held = try await MailQuarantine.list(as: actor, in: pool)
    if arguments.flag("json") {
      print(JSONValue.object(["held": .array(held.map(\.json))]).serialized)
      return 0
    }
    var table = TextTable("ID", "HELD", "WHY", "FROM", "SUBJECT")
    for mail in held {
      table.add(
        mail.id.uuidString.lowercased(), "\(mail.heldAt)", mail.reason, mail.sender ?? "",
        TextTable.shortened(mail.subject ?? "", to: 60))
    }
    print(table.text)
    return 0
  }
}
