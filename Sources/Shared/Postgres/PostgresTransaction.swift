import Synchronization

/// An open transaction on one connection; it ends when the closure that got it returns.
public final class PostgresTransaction: PostgresSession, Sendable {
  private let connection: PostgresConnection
  private let ended = Atomic(false)
  private let lastSavepoint = Atomic(0)

  /// The transaction that has just begun on that connection.
  init(on connection: PostgresConnection) {
    self.connection = connection
  }

  /// Runs the statement; see ``PostgresSession/query(_:_:timeout:)``. Throws once it has ended.
  public func query(
    _ sql: SQL, _ parameters: [any PostgresEncodable], timeout: Duration?
  ) async throws(PostgresError) -> PostgresResult {
    try check(sql.name)
    return try await connection.query(sql, parameters, timeout: timeout)
  }

  /// Runs the statements in one round trip; when one fails, the transaction can only roll back.
  public func batch(
    _ batch: PostgresBatch, timeout: Duration?
  ) async throws(PostgresError) -> [PostgresResult] {
    try check(batch.items.first?.sql.name ?? "")
    return try await connection.batch(batch, timeout: timeout)
  }

  /// Runs a text of one or more statements, without parameters and rows.
  public func script(_ sql: SQL, timeout: Duration? = nil) async throws(PostgresError) {
    try check(sql.name)
    try await connection.script(sql, timeout: timeout)
  }

  /// Sends rows into a table; see ``PostgresConnection/copyIn(_:timeout:_:)``.
  @discardableResult
  public func copyIn(
    _ sql: SQL, timeout: Duration? = nil,
    _ write: (PostgresCopyWriter) async throws -> Void
  ) async throws -> Int {
    try check(sql.name)
    return try await connection.copyIn(sql, timeout: timeout, write)
  }

  /// Runs the body behind a savepoint: when it throws, what it did is undone, the error is
  /// thrown on, and the transaction can go on.
  @discardableResult
  public func savepoint<Value>(
    _ body: (PostgresTransaction) async throws -> Value
  ) async throws -> Value {
    try check("savepoint")
    let name = "s\(lastSavepoint.add(1, ordering: .relaxed).newValue)"
    try await connection.command(
      SQL("savepoint", "SAVEPOINT \(name)"), timeout: limit, shielded: false)
    do {
      let value = try await body(self)
      try await connection.command(
        SQL("release_savepoint", "RELEASE SAVEPOINT \(name)"), timeout: limit, shielded: true)
      return value
    } catch {
      if !connection.isClosed {
        try await connection.command(
          SQL("rollback_to_savepoint", "ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)"),
          timeout: limit, shielded: true)
      }
      throw error
    }
  }

  /// Marks the transaction as over, so that a copy of it that was kept fails clearly.
  func end() {
    ended.store(true, ordering: .releasing)
  }

  private var limit: Duration? { connection.configuration.statementTimeout }

  private func check(_ statement: String) throws(PostgresError) {
    if ended.load(ordering: .acquiring) {
      throw PostgresError(.usage, "the transaction has ended", statement: statement)
    }
  }
}
