import Embeddings
import FoundationEssentials
import Shared

/// `fractal search`: finds tasks by meaning and by words.
enum SearchCommand: Command {
  /// The verb.
  static let name = "search"
  /// The line in the list of verbs.
  static let summary = "find tasks by meaning and by words"
  /// Usage, options, examples.
  static let help = """
    usage: fractal search [OPTIONS] WORD...

    Finds the tasks most like the words, best first. Without the embedding model, or where EMBEDDER
    is none, words alone are compared, and a line on standard error says why.

      --user EMAIL      as this user; may be left out where there is only one
      --workspace SLUG  in this workspace, where the user has several
      --mode MODE       hybrid (default), dense (meaning alone) or words
      --project ID      only tasks of this project; may be repeated
      --status STATUS   only tasks of this status, such as TODO; may be repeated
      --limit N         at most N tasks, 1 to 100 (default: 10)
      --suggest         guess project, tags, priority and estimate of a new task of that text, and
                        name open tasks that it would repeat
      --json            one JSON object for programs

    examples:
      fractal search "broken dishwasher"
      fractal search --suggest "call the plumber about the tap"
    """

  /// Runs with the words after `search` and returns the exit status.
  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["json", "suggest"],
      options: ["user", "workspace", "mode", "project", "status", "limit"], positionals: 1...200)
    let text = arguments.positionals.joined(separator: " ")
    let question = try question(text, arguments)
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 2)
    defer { pool.close() }
    guard
      let actor = try await actor(arguments, pool)
    else { throw UsageError("there are several users; --user EMAIL says for whom to look") }
    let retriever = SearchWiring.retriever(context, pool: pool)
    if arguments.flag("suggest") {
      let suggestion = try await retriever.suggestion(for: text, as: actor)
      let repeated = try await retriever.duplicates(
        of: text, project: suggestion.projects.first?.value, as: actor)
      print(
        arguments.flag("json")
          ? SuggestionText.json(suggestion, repeated).serialized
          : SuggestionText.text(suggestion, repeated))
      return 0
    }
    let answer = try await retriever.neighbours(of: question, as: actor)
    if let shortfall = answer.shortfall, !arguments.flag("json") {
      StandardError.write("fractal search: by words alone (\(shortfall))\n")
    }
    print(arguments.flag("json") ? answer.json.serialized : table(answer))
    return 0
  }

  private static func actor(_ arguments: Arguments, _ pool: PostgresPool) async throws -> Actor? {
    if arguments.option("user") != nil || arguments.option("workspace") != nil {
      return try await CommandActor(arguments).find(in: pool)
    }
    return try await SoleActor.find(in: pool)
  }

  private static func question(
    _ text: String, _ arguments: Arguments
  ) throws(UsageError) -> RetrievalQuestion {
    var question = RetrievalQuestion(
      text, limit: try arguments.integer("limit", in: 1...100) ?? 10)
    if let mode = arguments.option("mode") {
      guard let known = RetrievalQuestion.Mode(rawValue: mode) else {
        throw UsageError("--mode is hybrid, dense or words")
      }
      question.mode = known
    }
    let projects = arguments.options("project")
    if !projects.isEmpty {
      let ids = projects.compactMap { UUID(uuidString: $0) }
      guard ids.count == projects.count else { throw UsageError("--project takes an id") }
      question.projects = Set(ids)
    }
    let statuses = arguments.options("status")
    if !statuses.isEmpty { question.statuses = Set(statuses) }
    return question
  }

  private static func table(_ answer: RetrievalAnswer) -> String {
    guard !answer.neighbours.isEmpty else { return "nothing found" }
    var table = TextTable("SCORE", "AGE", "PROJECT", "STATUS", "TITLE", "ID")
    for task in answer.neighbours {
      table.add(
        "\((task.score * 1_000).rounded() / 1_000)", "\(Int(task.ageDays)) d",
        task.projectName ?? "-", task.status, task.title, task.task.uuidString.lowercased())
    }
    return table.text
  }
}
