/// Codes of the server that decide something here (PostgreSQL's appendix A).
public enum SQLState {
  /// A transaction could not be serialized.
  public static let serializationFailure = "40001"
  /// A deadlock was broken by ending this transaction.
  public static let deadlockDetected = "40P01"
  /// A duplicate key.
  public static let uniqueViolation = "23505"
  /// A reference to a row that does not exist.
  public static let foreignKeyViolation = "23503"
  /// The statement was cancelled, by us or by `statement_timeout`.
  public static let queryCanceled = "57014"
  /// A lock was not free, or not free in time.
  public static let lockNotAvailable = "55P03"
  /// The connection does not know the prepared statement.
  public static let invalidStatementName = "26000"
  /// Among others: a prepared plan that no longer fits the schema.
  public static let featureNotSupported = "0A000"
  /// No such table.
  public static let undefinedTable = "42P01"
  /// Not allowed.
  public static let insufficientPrivilege = "42501"

  /// True for class 08 (connection), a server that is stopping, starting or has no slot left.
  static func isConnectionLoss(_ state: String) -> Bool {
    state.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05", "53300"].contains(state)
  }

  /// A few words for a person; nothing that the server said.
  static func summary(_ state: String) -> String {
    switch state {
    case serializationFailure: "serialization failure"
    case deadlockDetected: "deadlock"
    case uniqueViolation: "duplicate key"
    case foreignKeyViolation: "foreign key violation"
    case "23502": "null value not allowed"
    case "23514": "check violation"
    case "23P01": "exclusion violation"
    case queryCanceled: "statement cancelled"
    case lockNotAvailable: "lock not available"
    case undefinedTable: "no such table"
    case "42703": "no such column"
    case "42601": "syntax error"
    case insufficientPrivilege: "permission denied"
    case "25P02": "transaction already failed"
    case "28P01", "28000": "authentication failed"
    case "3D000": "no such database"
    case "53300": "too many connections"
    case "57P01", "57P02": "server stopped the connection"
    case "57P03": "server is starting or stopping"
    case "53100": "disk full"
    default: "server error"
    }
  }
}
