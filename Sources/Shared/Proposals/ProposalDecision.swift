public import FoundationEssentials

/// What an acceptance did: the groups that were applied and those that no longer hold.
public struct ProposalDecision: Sendable {
  /// A group that was not applied, and why.
  public struct Refusal: Hashable, Sendable {
    /// The group.
    public var group: UUID
    /// What no longer holds.
    public var reason: TaskError
  }

  /// The transaction of `command_log`; nil where nothing was applied.
  public var transaction: UUID?
  /// The groups that were applied.
  public var accepted: [UUID] = []
  /// The groups that were not; they stay open.
  public var refused: [Refusal] = []
  /// The tasks that were made.
  public var created: [WrittenTask] = []

  /// The decision as the API shows it.
  public var json: JSONValue {
    .members([
      "transaction_id": transaction.json,
      "accepted": .array(accepted.map(\.json)),
      "refused": .array(
        refused.map { refusal in
          .members([
            "group": refusal.group.json, "code": .string(refusal.reason.code.rawValue),
            "reason": .string(refusal.reason.detail),
            "field": refusal.reason.field.map { .string($0) },
            "task_id": refusal.reason.entity == "task" ? refusal.reason.id.json : nil,
          ])
        }),
      "created_task_ids": .array(created.flatMap(\.flattened).map { $0.id.json }),
    ])
  }
}
