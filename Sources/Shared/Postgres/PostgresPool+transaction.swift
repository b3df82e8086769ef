extension PostgresPool {
  /// Runs the body in a transaction on a connection of its own: commits when it returns, rolls
  /// back when it throws.
  ///
  /// After a serialization failure or a deadlock the whole body runs again, up to `retries` times,
  /// after a short random pause; so it must have no effect outside the transaction.
  @discardableResult
  public func transaction<Value>(
    isolation: IsolationLevel = .readCommitted, retries: Int = 5,
    _ body: (PostgresTransaction) async throws -> Value
  ) async throws -> Value {
    var backoff = Backoff(first: .milliseconds(5), limit: .milliseconds(500))
    var left = retries
    while true {
      do {
        return try await withConnection { connection in
          try await connection.transaction(isolation: isolation, body)
        }
      } catch let error as PostgresError where error.isRetryable && left > 0 {
        left -= 1
        try await Task.sleep(for: backoff.next())
      }
    }
  }

  /// Sends rows into a table; see ``PostgresConnection/copyIn(_:timeout:_:)``.
  @discardableResult
  public func copyIn(
    _ sql: SQL, timeout: Duration? = nil,
    _ write: (PostgresCopyWriter) async throws -> Void
  ) async throws -> Int {
    try await withConnection { try await $0.copyIn(sql, timeout: timeout, write) }
  }
}
