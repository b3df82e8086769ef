/// How far a transaction is kept apart from others (PostgreSQL's manual, chapter 13.2).
public enum IsolationLevel: String, Sendable {
  /// Every statement sees what was committed before it began.
  case readCommitted = "READ COMMITTED"
  /// The whole transaction sees one snapshot; conflicting updates fail with SQLSTATE 40001.
  case repeatableRead = "REPEATABLE READ"
  /// As if the transactions ran one after another; conflicts fail with SQLSTATE 40001.
  case serializable = "SERIALIZABLE"
}
