import FoundationEssentials
import Scheduler
import Shared

/// `fractal proposals accept`.
enum ProposalsAccept: Command {
  static let name = "accept"
  static let summary = "apply a proposal, or some of its groups"
  static let help = """
    usage: fractal proposals accept ID [--groups LIST] [--user EMAIL [--workspace SLUG]] [--json]

    Applies the groups in one transaction that 'fractal undo' can take back. Groups that no longer
    hold are refused with the reason; then the exit status is 1.

      --groups LIST  numbers as 'show' counts them, or ids; all open groups without it
      --json         the decision as the API gives it

    example:
      fractal proposals accept 6f1d7c1e-7a55-4a31-9f0e-1d2c3b4a5968 --groups 1,3
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let run = try ProposalRun(words, options: ["groups"])
    let (proposal, decision) = try await run.with { pool, actor in
      let proposal = try await ProposalStore.proposal(run.id, as: actor, in: pool)
      let groups = try run.groups(of: proposal)
      let settings = try ProgramContext.load().settings
      let writer = ProposalWriter(
        listeners: ProgramContext.taskListeners, checks: [PlanCheck(settings: settings)])
      let decision = try await pool.transaction { session in
        try await writer.accept(run.id, groups: groups, as: actor, in: session)
      }
      return (proposal, decision)
    }
    if run.arguments.flag("json") {
      print(decision.json.serialized)
    } else {
      print(text(decision, proposal))
    }
    return decision.refused.isEmpty ? 0 : 1
  }

  private static func text(_ decision: ProposalDecision, _ proposal: Proposal) -> String {
    var lines: [String] = []
    for (index, group) in proposal.groups.enumerated() {
      if decision.accepted.contains(group.id) {
        lines.append("\(index + 1). \(group.title): accepted")
      } else if let refusal = decision.refused.first(where: { $0.group == group.id }) {
        lines.append("\(index + 1). \(group.title): refused, \(refusal.reason.detail)")
      }
    }
    if let transaction = decision.transaction {
      lines.append("as transaction \(transaction.uuidString.lowercased())")
    }
    return lines.map(TextTable.printable).joined(separator: "\n")
  }
}
