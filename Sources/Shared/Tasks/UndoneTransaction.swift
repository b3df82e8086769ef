public import FoundationEssentials

/// What an undo or a redo did.
public struct UndoneTransaction: Hashable, Sendable {
  /// Which of the two.
  public enum Kind: String, Hashable, Sendable {
    /// The transaction's effects were taken back.
    case undo
    /// They were put in place again.
    case redo
  }

  /// Which of the two.
  public var kind: Kind
  /// The new transaction of `command_log` that records it.
  public var transaction: UUID
  /// The transaction that was undone or redone.
  public var original: UUID
  /// The tasks that changed.
  public var tasks: [UUID]
}

extension UndoneTransaction {
  /// What was done, as the API and the command line show it.
  public var json: JSONValue {
    [
      "kind": .string(kind.rawValue), "transaction_id": transaction.json,
      "original_transaction_id": original.json, "task_ids": .array(tasks.map(\.json)),
    ]
  }
}
