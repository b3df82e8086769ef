/// Why a statement or a connection failed: a code and facts, no row data.
///
/// ``description`` can be logged: it holds the kind, SQLSTATE, constraint, statement name and, for
/// errors of the server, nothing that quotes values. ``debugDescription`` adds the server's own
/// message, detail and hint, which may quote rows.
public struct PostgresError: Error, Sendable {
  /// What went wrong.
  public enum Kind: Hashable, Sendable {
    /// The connection could not be made, or was lost; its statement may not have run.
    case connection
    /// The connection was lost while a transaction was committing: it may have been applied.
    case commitOutcomeUnknown
    /// No connection became free (or could be made) within the pool's wait timeout.
    case poolTimeout
    /// The pool or the connection has been closed.
    case closed
    /// The statement ran longer than its timeout and was cancelled.
    case statementTimeout
    /// The calling task was cancelled; the statement was cancelled on the server.
    case cancelled
    /// The server refused the statement, with its SQLSTATE.
    case server(sqlState: String)
    /// A column could not be read as the type that was asked for.
    case decoding
    /// The client was used wrongly: too many parameters, a finished transaction, a bad URL.
    case usage
  }

  /// What went wrong.
  public let kind: Kind
  /// The name of the statement, where one was running and has a name.
  public var statementName: String?
  /// The violated constraint, where the server names one.
  public var constraint: String?
  /// The table that the server names.
  public var table: String?
  /// The column that the server or the decoder names.
  public var column: String?
  /// For a batch: the place of the failed statement, counted from 0.
  public var batchIndex: Int?
  /// Our own words on what happened; never a value, a URL or a password.
  public var reason: String
  /// The server's or libpq's message, detail, hint and context, which may quote values.
  var privateMessage: String?

  /// An error of that kind.
  init(_ kind: Kind, _ reason: String, statement: String? = nil, privateMessage: String? = nil) {
    self.kind = kind
    self.reason = reason
    self.statementName = statement.flatMap { $0.isEmpty ? nil : $0 }
    self.privateMessage = privateMessage
  }

  /// The five characters that the server sent (https://www.postgresql.org/docs/15/errcodes-appendix.html).
  public var sqlState: String? {
    if case .server(let state) = kind { state } else { nil }
  }

  /// True where the whole transaction may simply be run again: serialization failure, deadlock, or
  /// a prepared plan that a migration has made stale.
  public var isRetryable: Bool {
    sqlState == SQLState.serializationFailure || sqlState == SQLState.deadlockDetected
      || isStalePlan
  }

  /// True where the connection is gone or the server is going or coming: another attempt later,
  /// on another connection, can succeed.
  public var isConnectionLoss: Bool {
    switch kind {
    case .connection, .commitOutcomeUnknown, .poolTimeout: true
    case .server(let state): SQLState.isConnectionLoss(state)
    default: false
    }
  }

  /// True for a duplicate key.
  public var isUniqueViolation: Bool { sqlState == SQLState.uniqueViolation }

  /// True where the connection's prepared statement no longer fits the schema or the session.
  var isStalePlan: Bool {
    switch sqlState {
    case SQLState.invalidStatementName: true
    case SQLState.featureNotSupported:
      privateMessage?.contains("cached plan must not change result type") ?? false
    default: false
    }
  }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
  /// One line without any value of a row.
  public var description: String {
    var text = "postgres: \(reason)"
    if let sqlState { text += " [\(sqlState)]" }
    if let statementName { text += " in \(statementName)" }
    if let batchIndex { text += " (statement \(batchIndex) of the batch)" }
    if let constraint { text += ", constraint \(constraint)" }
    if let table { text += ", table \(table)" }
    if let column { text += ", column \(column)" }
    return text
  }

  /// The line with the server's own message, which may quote values.
  public var debugDescription: String {
    privateMessage.map { "\(description): \($0)" } ?? description
  }
}
