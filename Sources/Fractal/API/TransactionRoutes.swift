import Shared

/// Undo and redo of what was written under one transaction id.
struct TransactionRoutes: RouteGroup {
  /// The database.
  var pool: PostgresPool
  /// Who hears of the changes.
  var listeners: [any TaskChangeListener] = []

  /// `POST /v1/transactions/{id}/undo` and `/redo`.
  var routes: [Route] {
    [
      route(.undo, "undoTransaction", "Takes a transaction back as a whole"),
      route(.redo, "redoTransaction", "Puts an undone transaction in place again"),
    ]
  }

  private func route(_ kind: UndoneTransaction.Kind, _ id: String, _ summary: String) -> Route {
    let history = TaskHistory(listeners: listeners)
    return Route(
      .post, "/v1/transactions/{id:uuid}/\(kind.rawValue)", access: .user(.write),
      operation: Operation(
        id: id, tag: "transactions", summary: summary,
        details: "Refused where a task has changed since, and where it has happened already.",
        responses: [
          .json(200, "what was done", .named("UndoneTransaction", Self.form)),
          .problem(409, "the transaction cannot be undone or redone now"),
        ])
    ) { request in
      let actor = try request.actor()
      let transaction = try request.uuid("id")
      let undone = try await pool.transaction { session in
        switch kind {
        case .undo:
          try await history.undo(transaction: transaction, as: actor, in: session)
        case .redo:
          try await history.redo(transaction: transaction, as: actor, in: session)
        }
      }
      return .json(undone.json)
    }
  }

  private static let form = Schema.object([
    "kind": .choice(["undo", "redo"]), "transaction_id": .uuid, "original_transaction_id": .uuid,
    "task_ids": .array(.uuid),
  ])
}
