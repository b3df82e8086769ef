import FoundationEssentials
import Glibc
import NLParse
import Shared

/// `fractal add`: makes a task of a line, shows what was understood, and takes it back on one key.
enum AddCommand: Command {
  static let name = "add"
  static let summary = "make a task of a typed line, such as: pay rent every 1st at 9am #Home !1"
  static let help = """
    usage: fractal add --user EMAIL [--workspace SLUG] [OPTIONS] [--] LINE …
           fractal add --user EMAIL < LIST

    Reads the line as docs/quick-add.md describes and writes the task. A list on standard input
    makes one task a line; indentation makes sub-tasks. What the line leaves open comes from your
    earlier tasks where they are sure. On a terminal, u takes everything back.

      --user EMAIL      whose task it is
      --workspace SLUG  in this workspace, where the user has several
      --set NAME=VALUE  a choice of docs/quick-add.md, such as next_weekday=nearest; may repeat
      --preview         only show what is understood
      --suggest         with --preview: show too what your earlier tasks suggest
      --json            one JSON object for programs

    example:
      fractal add --user anna@example.org "Submit tax forms every 2nd Friday at 9am !1 #Finance"
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["preview", "suggest", "json"], options: ["user", "workspace", "set"],
      positionals: 0...1_000)
    guard let email = arguments.option("user") else { throw UsageError("--user EMAIL is missing") }
    let text =
      arguments.positionals.isEmpty
      ? String(
        decoding: try StandardInput.readAll(limit: LineLimits.bytes * LineLimits.batchLines),
        as: UTF8.self) : arguments.positionals.joined(separator: " ")
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 2)
    defer { pool.close() }
    let actor = try await ActorLookup.named(
      email: email, workspace: arguments.option("workspace"), in: pool)
    var choices = try context.quickAddChoices()
    for choice in arguments.options("set") {
      let parts = choice.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, choices.set(parts[0], parts[1]) else {
        throw UsageError("'\(choice)' is no choice of docs/quick-add.md")
      }
    }
    var lines = context.quickAdd(pool)
    lines.patience = .milliseconds(LineLimits.slowSuggestionMilliseconds)
    if arguments.flag("preview") {
      try await preview(text, by: lines, as: actor, choices, arguments)
      return 0
    }
    let answer = try await lines.add(
      text, as: actor, choices, door: "command", now: .machineNow)
    guard !arguments.flag("json") else {
      print(QuickAddForms.json(answer).serialized)
      return 0
    }
    let items = LineBatch(text).items.filter { $0.depth == 0 }
    for (item, added) in zip(items, answer.added) {
      print(LineEcho.text(item.text, added.reading, isColored: isatty(1) == 1))
      for line in LineEcho.lines(beside: added.beside) { print(line) }
    }
    print("undo: fractal undo \(answer.transaction.uuidString.lowercased())")
    guard isatty(0) == 1, isatty(1) == 1, !arguments.positionals.isEmpty else { return 0 }
    print("u takes it back, any other key keeps it: ", terminator: "")
    fflush(nil)
    guard OneKey.read() == UInt8(ascii: "u") else {
      print("")
      return 0
    }
    let undone = try await pool.transaction { session in
      try await TaskHistory().undo(transaction: answer.transaction, as: actor, in: session)
    }
    print("\ntaken back, as transaction \(undone.transaction.uuidString.lowercased())")
    return 0
  }

  private static func preview(
    _ text: String, by lines: QuickAdd, as actor: Actor, _ choices: LinePolicy.Choices,
    _ arguments: Arguments
  ) async throws {
    let now = Instant.machineNow
    let items = LineBatch(text).items
    var readings: [LineReading] = []
    for item in items {
      readings.append(try await lines.preview(item, as: actor, choices, now: now))
    }
    var beside = [LineSuggestions?](repeating: nil, count: items.count)
    if arguments.flag("suggest") {
      beside = try await lines.suggestions(
        for: readings, depths: items.map(\.depth), as: actor, choices, now: now)
    }
    for (index, item) in items.enumerated() {
      if arguments.flag("json") {
        var object = QuickAddForms.object(readings[index])
        if let beside = beside[index] { QuickAddForms.add(beside, to: &object) }
        print(JSONValue.object(object).serialized)
      } else {
        print(LineEcho.text(item.text, readings[index], isColored: isatty(1) == 1))
        for line in beside[index].map(LineEcho.lines(beside:)) ?? [] { print(line) }
      }
    }
  }
}
