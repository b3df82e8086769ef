extension PostgresConnection {
  /// Runs the body in a transaction: commits when it returns, rolls back when it throws.
  ///
  /// Commit and rollback are sent even where the task has been cancelled. A commit whose answer is
  /// lost throws ``PostgresError/Kind-swift.enum/commitOutcomeUnknown``.
  @discardableResult
  public func transaction<Value>(
    isolation: IsolationLevel = .readCommitted,
    _ body: (PostgresTransaction) async throws -> Value
  ) async throws -> Value {
    let begin =
      isolation == .readCommitted ? "BEGIN" : "BEGIN ISOLATION LEVEL \(isolation.rawValue)"
    try await setPendingBegin(SQL("begin", begin))
    let transaction = PostgresTransaction(on: self)
    let value: Value
    do {
      value = try await body(transaction)
      transaction.end()
    } catch {
      transaction.end()
      await rollBack()
      throw error
    }
    try await commit()
    return value
  }

  /// Notes that the next statement is to begin a transaction.
  private func setPendingBegin(_ begin: SQL) async throws(PostgresError) {
    try await exchange(begin.name, timeout: nil, shielded: false) {
      () throws(PostgresError) in
      guard isIdle, pendingBegin == nil else {
        throw PostgresError(.usage, "a transaction is open already", statement: begin.name)
      }
      pendingBegin = begin
    }
  }

  /// Forgets a BEGIN that was never sent; true where there was one.
  private func dropPendingBegin() async -> Bool {
    await turn.enter()
    defer { turn.leave() }
    defer { pendingBegin = nil }
    return pendingBegin != nil
  }

  private func commit() async throws(PostgresError) {
    if await dropPendingBegin() { return }
    let limit = configuration.statementTimeout
    let tag: String
    do throws(PostgresError) {
      tag = try await self.tag(of: SQL("commit", "COMMIT"), timeout: limit, shielded: true)
    } catch {
      if error.isConnectionLoss || error.kind == .statementTimeout && isClosed {
        throw PostgresError(
          .commitOutcomeUnknown, "the answer to the commit was lost", statement: "commit",
          privateMessage: error.privateMessage)
      }
      if !isIdle { await rollBack() }
      throw error
    }
    // The server answers COMMIT with ROLLBACK where a statement had failed and the body went on.
    if tag != "COMMIT" {
      throw PostgresError(
        .server(sqlState: "25P02"), "a statement had failed, so nothing was committed",
        statement: "commit")
    }
  }

  private func rollBack() async {
    guard !isClosed, await !dropPendingBegin() else { return }
    do throws(PostgresError) {
      try await command(
        SQL("rollback", "ROLLBACK"), timeout: .seconds(PostgresLimits.cancelGraceSeconds),
        shielded: true)
    } catch {
      close()
    }
  }
}
