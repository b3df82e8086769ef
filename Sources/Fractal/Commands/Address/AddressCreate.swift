import FoundationEssentials
import Shared

/// `fractal address create`: makes an address that nobody can guess.
enum AddressCreate: Command {
  static let name = "create"
  static let summary = "make an address and print its local part"
  static let help = """
    usage: fractal address create --user EMAIL [--workspace SLUG] [--project ID | --task ID]

    Prints the local part; behind it stands whatever domain your mail server hands to
    'fractal mail'. Who knows the address can send to it: rotate it when it got out.

      --project ID  mail becomes tasks of this project; without it, of none
      --task ID     mail becomes comments on this task

    example:
      fractal address create --user ada@example.org --workspace home
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["user", "workspace", "project", "task"])
    let project = try id("project", arguments)
    let task = try id("task", arguments)
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    let made = try await InboundAddresses.create(
      project: project, task: task, as: actor, in: pool)
    print(made.slug)
    return 0
  }

  private static func id(_ name: String, _ arguments: Arguments) throws(UsageError) -> UUID? {
    guard let text = arguments.option(name) else { return nil }
    guard let id = UUID(uuidString: text) else { throw UsageError("--\(name) takes an id") }
    return id
  }
}
