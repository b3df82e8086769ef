import Shared

/// `fractal proposals list`.
enum ProposalsList: Command {
  static let name = "list"
  static let summary = "list a user's proposals, the latest first"
  static let help = """
    usage: fractal proposals list --user EMAIL [--workspace SLUG] [--all] [--json]

      --workspace SLUG  in this workspace, where the user has several
      --all             decided and withdrawn ones too
      --json            one JSON object for programs

    example:
      fractal proposals list --user ada@example.org
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["all", "json"], options: ["user", "workspace"])
    guard arguments.option("user") != nil else { throw UsageError("--user EMAIL is needed") }
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    let proposals = try await ProposalStore.list(
      state: arguments.flag("all") ? nil : .open, as: actor, in: pool)
    if arguments.flag("json") {
      print(JSONValue.object(["proposals": .array(proposals)]).serialized)
      return 0
    }
    var table = TextTable("ID", "KIND", "STATE", "OPEN", "MADE", "TITLE")
    for proposal in proposals {
      table.add(
        proposal["id"]?.stringValue ?? "", proposal["kind"]?.stringValue ?? "",
        proposal["state"]?.stringValue ?? "",
        "\(proposal["open_groups"]?.intValue ?? 0) of \(proposal["all_groups"]?.intValue ?? 0)",
        proposal["created_at"]?.stringValue ?? "", proposal["title"]?.stringValue ?? "")
    }
    print(table.text)
    return 0
  }
}
