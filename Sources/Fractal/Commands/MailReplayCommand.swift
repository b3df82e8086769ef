import FoundationEssentials
import Ingest
import NLParse
import Shared

/// `fractal mail replay`: reads a stored message again and shows what would come out otherwise.
enum MailReplayCommand: Command {
  static let name = "replay"
  static let summary = "read a stored message again and show what would be different now"
  static let help = """
    usage: fractal mail replay ID [--json]

    Reads the raw message of an input, or of the task it became, as this version reads mails, and
    shows each field that differs from what was written when it came. Nothing is changed.

      --json  one JSON object for programs

    Exit status 0 where nothing differs, 1 where something does.

    example:
      fractal mail replay 0199a8f2-1c3e-7d4b-9a55-2f6c0e1b7d80
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["json"], positionals: 1...1)
    guard let id = UUID(uuidString: arguments.positionals[0]) else {
      throw UsageError("ID is that of an input or of a task")
    }
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let children = SandboxPool(children: 1)
    defer { children.close() }
    let sandbox = IngestSandbox(children)
    let replay = try await MailReplay.run(
      id, reader: WorkerWiring.reader(sandbox), type: { try await sandbox.fileType($0) },
      subjects: SubjectLines(), store: context.objectStore, in: pool)
    print(arguments.flag("json") ? json(replay) : text(replay))
    return replay.differences.isEmpty ? 0 : 1
  }

  private static func json(_ replay: MailReplay) -> String {
    JSONValue.members([
      "input": .string(replay.input.id.uuidString.lowercased()),
      "task": replay.input.task.map { .string($0.uuidString.lowercased()) },
      "differences": .array(replay.differences.map(\.json)),
    ]).serialized
  }

  private static func text(_ replay: MailReplay) -> String {
    guard !replay.differences.isEmpty else { return "nothing would be different" }
    return replay.differences.map { difference in
      let was = lines(difference.was, "- ")
      return difference.field + ":\n"
        + (was + lines(difference.becomes, "+ ")).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// The lines of a value, made fit for a terminal.
  private static func lines(_ value: String?, _ mark: String) -> [String] {
    (value ?? "").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      mark
        + String(
          String.UnicodeScalarView(
            line.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }))
    }
  }
}
