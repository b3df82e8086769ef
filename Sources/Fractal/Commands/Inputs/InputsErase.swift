import FoundationEssentials
import Shared

/// `fractal inputs erase`.
enum InputsErase: Command {
  static let name = "erase"
  static let summary = "erase what a workspace handed in; its tasks stay"
  static let help = """
    usage: fractal inputs erase --workspace SLUG --yes

    Erases every raw mail and capture of the workspace, held ones too, with what is known of message
    ids, invitations and notices. Tasks and their files stay; the bytes leave the object store with
    its next nightly sweep. What is handed in again afterwards makes a task again. Can be stopped at
    any moment and started again.

    example: fractal inputs erase --workspace acme --yes
    """

  private static let workspaceSQL = SQL(
    "find_workspace", "select id from public.workspaces where slug = $1")

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["yes"], options: ["workspace"])
    guard let slug = arguments.option("workspace") else {
      throw UsageError("--workspace SLUG is missing")
    }
    guard arguments.flag("yes") else {
      throw UsageError("this cannot be undone; --yes says that it is meant")
    }
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    guard let row = try await pool.queryRow(workspaceSQL, [slug]) else {
      throw UsageError("no workspace has the slug '\(slug)'")
    }
    let workspace = try row.get("id", as: UUID.self)
    var count = 0
    while true {
      let erased = try await pool.transaction { session in
        try await RawInputs.erase(workspace: workspace, in: session)
      }
      if erased.count == 0 { break }
      count += erased.count
    }
    print("\(count) inputs erased")
    return 0
  }
}
