import Ingest
import Shared

/// `fractal quarantine show`: a held mail with its text.
enum QuarantineShow: Command {
  static let name = "show"
  static let summary = "show a held mail with its text and the names of its files"
  static let help = """
    usage: fractal quarantine show ID --user EMAIL [--workspace SLUG]

    Prints one JSON object. Sender, subject and text are claims of the mail; its HTML is shown as
    plain words. Exit status 1 where no mail of that id is held for the user.

    example:
      fractal quarantine show 0199a8f2-1c3e-7d4b-9a55-2f6c0e1b7d80 --user ada@example.org
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["user", "workspace"], positionals: 1...1)
    let id = try QuarantineDecision.id(arguments)
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    guard let held = try await MailQuarantine.mail(id, as: actor, in: pool) else {
      StandardError.write("fractal quarantine show: no mail of that id is held\n")
      return 1
    }
    let preview = try await HeldMailPreview.of(
      held, as: actor, store: context.objectStore, in: pool)
    print(held.json(with: preview).serialized)
    return 0
  }
}
