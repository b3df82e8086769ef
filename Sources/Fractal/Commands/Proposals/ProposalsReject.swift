import FoundationEssentials
import Shared

/// `fractal proposals reject`.
enum ProposalsReject: Command {
  static let name = "reject"
  static let summary = "turn a proposal down, or some of its groups"
  static let help = """
    usage: fractal proposals reject ID [--groups LIST] [--reason TEXT]
           [--user EMAIL [--workspace SLUG]] [--json]

      --groups LIST  numbers as 'show' counts them, or ids; all open groups without it
      --reason TEXT  why, so that the same is not suggested again

    example:
      fractal proposals reject 6f1d7c1e-7a55-4a31-9f0e-1d2c3b4a5968 --reason "not this week"
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let run = try ProposalRun(words, options: ["groups", "reason"])
    let rejected = try await run.with { pool, actor in
      let proposal = try await ProposalStore.proposal(run.id, as: actor, in: pool)
      let groups = try run.groups(of: proposal)
      return try await pool.transaction { session in
        try await ProposalWriter(listeners: ProgramContext.taskListeners).reject(
          run.id, groups: groups, reason: run.arguments.option("reason"), as: actor, in: session)
      }
    }
    if run.arguments.flag("json") {
      let ids = rejected.map { JSONValue.string($0.uuidString.lowercased()) }
      print(JSONValue.object(["rejected": .array(ids)]).serialized)
    } else {
      print("rejected: \(rejected.count) \(rejected.count == 1 ? "group" : "groups")")
    }
    return 0
  }
}
