import FoundationEssentials
public import Shared

/// A task that fits now, and why.
public struct NowSuggestion: Hashable, Sendable {
  /// The task.
  public let task: OpenTask
  /// How well it fits; only the order means something.
  public let score: Double
  /// Why, the weightiest first.
  public let reasons: [ProposalReason]

  /// The suggestion as programs read it.
  public var json: JSONValue {
    .members([
      "task_id": .string(task.id.uuidString.lowercased()), "title": .string(task.title),
      "project_id": task.project.map { .string($0.uuidString.lowercased()) },
      "due_date": task.due.map { .string($0.description) },
      "estimated_minutes": task.estimatedMinutes.map { .int(Int64($0)) },
      "score": .double((score * 1_000).rounded() / 1_000),
      "reasons": .array(reasons.map(\.json)),
    ])
  }
}
