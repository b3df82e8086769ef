import FoundationEssentials
import Shared

/// `fractal address list`: a user's addresses in a workspace.
enum AddressList: Command {
  static let name = "list"
  static let summary = "list a user's addresses"
  static let help = """
    usage: fractal address list --user EMAIL [--workspace SLUG] [--all] [--json]

      --all   revoked ones too
      --json  one JSON object for programs

    example:
      fractal address list --user ada@example.org
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["all", "json"], options: ["user", "workspace"])
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    let list = try await InboundAddresses.list(
      as: actor, revoked: arguments.flag("all"), in: pool)
    print(arguments.flag("json") ? json(list) : table(list))
    return 0
  }

  private static func table(_ list: [InboundAddress]) -> String {
    var table = TextTable("ADDRESS", "LEADS TO", "MADE", "STATE")
    for address in list {
      let target =
        address.task.map { "task \($0.uuidString.lowercased())" }
        ?? address.project.map { "project \($0.uuidString.lowercased())" } ?? "no project"
      table.add(
        address.slug, target, "\(address.createdAt)",
        address.revokedAt.map { "revoked \($0)" } ?? "takes mail")
    }
    return table.text
  }

  private static func json(_ list: [InboundAddress]) -> String {
    let items = list.map { address in
      JSONValue.members([
        "id": .string(address.id.uuidString.lowercased()), "slug": .string(address.slug),
        "project_id": address.project.map { .string($0.uuidString.lowercased()) },
        "task_id": address.task.map { .string($0.uuidString.lowercased()) },
        "created_at": .string("\(address.createdAt)"),
        "revoked_at": address.revokedAt.map { .string("\($0)") },
      ])
    }
    return JSONValue.object(["addresses": .array(items)]).serialized
  }
}
