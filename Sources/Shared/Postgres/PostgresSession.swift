/// Something that statements can be sent to: a pool, a connection or an open transaction.
///
/// On a pool every statement takes any free connection and is a transaction of its own.
public protocol PostgresSession: Sendable {
  /// Runs the statement and returns its rows.
  ///
  /// `timeout` replaces the configured statement timeout where it is given. When the calling task is cancelled or
  /// the timeout passes, the statement is cancelled on the server.
  func query(
    _ sql: SQL, _ parameters: [any PostgresEncodable], timeout: Duration?
  ) async throws(PostgresError) -> PostgresResult

  /// Runs the statements in one round trip and returns their results in order.
  ///
  /// Outside a transaction the batch is one: when a statement fails, none has had an effect and
  /// the error names its place. `timeout` holds for all of them together.
  func batch(
    _ batch: PostgresBatch, timeout: Duration?
  ) async throws(PostgresError) -> [PostgresResult]
}

extension PostgresSession {
  /// Runs the statement under the configured timeout and returns its rows.
  public func query(
    _ sql: SQL, _ parameters: [any PostgresEncodable] = []
  ) async throws(PostgresError) -> PostgresResult {
    try await query(sql, parameters, timeout: nil)
  }

  /// Runs the statement and returns its first row, nil where there is none.
  public func queryRow(
    _ sql: SQL, _ parameters: [any PostgresEncodable] = []
  ) async throws(PostgresError) -> PostgresRow? {
    try await query(sql, parameters, timeout: nil).first
  }

  /// Runs the statement and returns how many rows it touched.
  @discardableResult
  public func execute(
    _ sql: SQL, _ parameters: [any PostgresEncodable] = []
  ) async throws(PostgresError) -> Int {
    try await query(sql, parameters, timeout: nil).affectedRows
  }

  /// Gathers statements and runs them in one round trip; see ``batch(_:timeout:)``.
  @discardableResult
  public func pipeline(
    timeout: Duration? = nil, _ build: (inout PostgresBatch) -> Void
  ) async throws(PostgresError) -> [PostgresResult] {
    var batch = PostgresBatch()
    build(&batch)
    return try await self.batch(batch, timeout: timeout)
  }
}
