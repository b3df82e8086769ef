import FoundationEssentials
import NLParse
import Shared

/// `fractal breakdown`: breaks a task down and shows the proposal.
enum BreakdownCommand: Command {
  static let name = "breakdown"
  static let summary = "break a task down into steps, as a proposal"
  static let help = """
    usage: fractal breakdown ID [--user EMAIL [--workspace SLUG]] [--steps N] [--depth 1|2]
                             [--until YYYY-MM-DD] [--no-model] [--accept] [--json]

      --steps N     at most so many steps; default 9
      --depth 2     break steps down once more where that is known
      --until DATE  by when all steps are to be done, in place of the task's own deadline
      --no-model    leave a configured language model alone
      --accept      accept all steps at once; 'fractal undo' takes them back
      --json        the proposal as the API gives it

    The result is a proposal: 'fractal proposals accept ID --groups 1,3' takes a part of it.

    example:
      fractal breakdown 6f1d7c1e-7a55-4a31-9f0e-1d2c3b4a5968
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["no-model", "accept", "json"],
      options: ["user", "workspace", "steps", "depth", "until"], positionals: 1...1)
    guard let task = UUID(uuidString: arguments.positionals[0]) else {
      throw UsageError("'\(arguments.positionals[0])' is no task's id")
    }
    var options = try options(arguments)
    let until = try arguments.option("until").map { text in
      guard let date = CivilDate(text) else { throw UsageError("--until takes YYYY-MM-DD") }
      return date
    }
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 2)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool) {
      try await ActorLookup.ofTask(task, in: $0)
    }
    if let until { options.until = try await end(of: until, task, actor, pool) }
    let isQuiet = arguments.flag("json")
    let result = try await BreakdownWiring(context, pool: pool).maker.make(
      task, options, as: actor,
      onStep: { number, title in
        // Steps of a model appear while it writes; the checked ones follow.
        if !isQuiet { StandardError.write("… \(number). \(TextTable.printable(title))\n") }
      })
    guard let proposal = result.proposal else {
      print(isQuiet ? result.breakdown.json.serialized : "nothing is known of tasks like this one")
      return 0
    }
    try await pool.transaction { session in
      try await BreakdownJob.store(proposal, as: actor, in: session)
    }
    if arguments.flag("accept") {
      let decision = try await pool.transaction { session in
        try await ProposalWriter().accept(proposal.id, as: actor, in: session)
      }
      print(isQuiet ? decision.json.serialized : accepted(decision))
      return 0
    }
    let stored = try await ProposalStore.proposal(proposal.id, as: actor, in: pool)
    print(isQuiet ? stored.json.serialized : text(stored, result.breakdown))
    return 0
  }

  private static func options(_ arguments: Arguments) throws -> BreakdownOptions {
    BreakdownOptions(
      count: try arguments.integer("steps", in: 1...BreakdownLimits.steps)
        ?? BreakdownLimits.usualSteps,
      depth: try arguments.integer("depth", in: 1...2) ?? 1,
      usesModel: !arguments.flag("no-model"))
  }

  /// The end of a day where the task is.
  private static func end(
    of date: CivilDate, _ task: UUID, _ actor: Actor, _ pool: PostgresPool
  ) async throws -> Instant {
    let row = try await TaskReader.task(task, as: actor, in: pool)
    let zone = try? TimeZoneDatabase.system.zone(named: row["timezone"]?.stringValue ?? "UTC")
    return (zone ?? .utc).instant(of: CivilDateTime(date, .endOfDay))
  }

  private static func text(_ proposal: Proposal, _ breakdown: Breakdown) -> String {
    var text = ProposalsShow.text(proposal)
    if !breakdown.notes.isEmpty {
      text += "\nnotes: \(breakdown.notes.joined(separator: ", "))"
    }
    return text + "\nfractal proposals accept \(proposal.id.uuidString.lowercased())"
  }

  private static func accepted(_ decision: ProposalDecision) -> String {
    let undo = decision.transaction.map {
      "; fractal undo \($0.uuidString.lowercased()) takes them back"
    }
    return "\(decision.created.count) steps were added\(undo ?? "")"
  }
}
