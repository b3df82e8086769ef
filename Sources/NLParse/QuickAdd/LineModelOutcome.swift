/// How asking a language model about a line ended.
public enum LineModelOutcome: Hashable, Sendable {
  /// It answered, and the answer was checked: spans occur in the line, ids were offered.
  case answer(LineModelAnswer)
  /// It did not; the code says why (`timeout`, `budget`, `throttled`, `malformed`, `refused`, …) and
  /// the grammar's result stands.
  case none(code: String)
}
