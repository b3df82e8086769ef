import FoundationEssentials
import Shared

/// `fractal proposals show`.
enum ProposalsShow: Command {
  static let name = "show"
  static let summary = "show a proposal with its groups, items and reasons"
  static let help = """
    usage: fractal proposals show ID [--user EMAIL [--workspace SLUG]] [--json]

      --json  the proposal as the API gives it

    example:
      fractal proposals show 6f1d7c1e-7a55-4a31-9f0e-1d2c3b4a5968
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let run = try ProposalRun(words)
    let proposal = try await run.with { pool, actor in
      try await ProposalStore.proposal(run.id, as: actor, in: pool)
    }
    print(run.arguments.flag("json") ? proposal.json.serialized : text(proposal))
    return 0
  }

  /// The proposal for a person: numbered groups, their items, and why.
  static func text(_ proposal: Proposal) -> String {
    var lines = ["\(proposal.title) (\(proposal.kind), \(proposal.state.rawValue))"]
    lines += proposal.reasons.map { "  \($0.text)" }
    for (index, group) in proposal.groups.enumerated() {
      lines.append("\(index + 1). \(group.title) [\(group.state.rawValue)]")
      lines += group.reasons.map { "     \($0.text)" }
      for item in group.items {
        lines.append("   - \(text(item.change))")
        lines += item.reasons.map { "     \($0.text)" }
      }
    }
    return lines.map(TextTable.printable).joined(separator: "\n")
  }

  private static func text(_ change: ProposalItem.Change) -> String {
    switch change {
    case .create(let draft):
      let minutes = draft.estimatedMinutes.map { ", \($0) min" } ?? ""
      return "new: \(draft.title)\(minutes)"
    case .move(let task, let blocks):
      let spans = blocks.map { block in
        "\(block.lower.map { "\($0)" } ?? "?") to \(block.upper.map { "\($0)" } ?? "?")"
      }
      return "plan \(task.uuidString.lowercased()): "
        + (spans.isEmpty ? "take it off the plan" : spans.joined(separator: ", "))
    case .set(let task, let field, let value):
      return "set \(field.rawValue) of \(task.uuidString.lowercased()) to \(value.serialized)"
    case .depend(let blocker, let blocked):
      return "\(text(blocked)) waits for \(text(blocker))"
    }
  }

  private static func text(_ reference: TaskReference) -> String {
    switch reference {
    case .task(let id): id.uuidString.lowercased()
    case .draft(let key): key
    }
  }
}
