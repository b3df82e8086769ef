import Embeddings
import Shared

/// `fractal reindex`: brings the search up to date, and moves it to another model.
enum ReindexCommand: Command {
  /// The verb.
  static let name = "reindex"
  /// The line in the list of verbs.
  static let summary = "bring the search up to date, or move it to another model"
  /// Usage, options, examples.
  static let help = """
    usage: fractal reindex [--keep-previous] [--quiet] [--json]

    Compares every task with what the search knows of it and makes anew what differs: words, and
    vectors of the model that EMBEDDER names. Can be stopped at any moment and started again. While
    the vectors of another model are made, questions are answered with those there are; at the end
    the search switches at once. An index elsewhere is compared point by point and repaired.

      --keep-previous   keep the vectors of the model before, to be able to go back at once
      --quiet           no progress on standard error
      --json            one JSON object for programs

    example:
      EMBEDDER=minilm fractal reindex
    """

  /// Runs with the words after `reindex` and returns the exit status.
  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["keep-previous", "quiet", "json"])
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 2)
    defer { pool.close() }
    let isQuiet = arguments.flag("quiet")
    let parts = SearchWiring.parts(context, pool: pool)
    let report = try await Reindex(parts, logger: context.logger).run(
      keepingPrevious: arguments.flag("keep-previous")
    ) { progress in
      guard !isQuiet else { return }
      StandardError.write(
        "fractal reindex: \(progress.seen) of \(progress.total) tasks, \(progress.written) made\n")
    }
    if arguments.flag("json") {
      print(json(report).serialized)
    } else {
      var line = "\(report.tasks) tasks: \(report.written) made anew, \(report.removed) removed"
      if report.sent > 0 { line += ", \(report.sent) sent to the index elsewhere" }
      if let model = report.model { line += "; questions are asked with \(model.id)" }
      if let previous = report.previous { line += ", before with \(previous.id)" }
      print(line)
    }
    return 0
  }

  private static func json(_ report: Reindex.Report) -> JSONValue {
    .members([
      "tasks": .int(Int64(report.tasks)), "written": .int(Int64(report.written)),
      "removed": .int(Int64(report.removed)), "sent": .int(Int64(report.sent)),
      "model": report.model.map { .string($0.id) } ?? .null,
      "previous": report.previous.map { .string($0.id) } ?? .null,
    ])
  }
}
