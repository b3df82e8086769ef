import FoundationEssentials
import Ingest
import Shared

/// `fractal mailbox list`: the mailboxes, and how reading them goes.
enum MailboxList: Command {
  static let name = "list"
  static let summary = "list mailboxes and how reading them goes"
  static let help = """
    usage: fractal mailbox list [--json]

      --json  one JSON object for programs

    example:
      fractal mailbox list
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["json"])
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let list = try await Mailboxes.list(in: pool)
    print(arguments.flag("json") ? json(list) : table(list))
    return 0
  }

  private static func table(_ list: [Mailbox]) -> String {
    var table = TextTable("NAME", "SERVER", "FOLDER", "STORED", "REFUSED", "LAST READ", "STATE")
    for mailbox in list {
      table.add(
        mailbox.name, "\(mailbox.login) at \(mailbox.host):\(mailbox.port)", mailbox.folder,
        "\(mailbox.storedCount)", "\(mailbox.refusedCount)",
        mailbox.lastPolledAt.map { "\($0)" } ?? "never", mailbox.lastError ?? "good")
    }
    return table.text
  }

  private static func json(_ list: [Mailbox]) -> String {
    let items = list.map { mailbox in
      JSONValue.members([
        "id": .string(mailbox.id.uuidString.lowercased()), "name": .string(mailbox.name),
        "workspace_id": .string(mailbox.actor.workspace.uuidString.lowercased()),
        "host": .string(mailbox.host), "port": .int(Int64(mailbox.port)),
        "security": .string(mailbox.security.rawValue), "login": .string(mailbox.login),
        "folder": .string(mailbox.folder), "to": mailbox.recipient.map { .string($0) },
        "last_uid": .int(Int64(mailbox.lastUID)), "stored": .int(mailbox.storedCount),
        "refused": .int(mailbox.refusedCount), "failures": .int(Int64(mailbox.failures)),
        "last_error": mailbox.lastError.map { .string($0) },
        "last_polled_at": mailbox.lastPolledAt.map { .string("\($0)") },
      ])
    }
    return JSONValue.object(["mailboxes": .array(items)]).serialized
  }
}
