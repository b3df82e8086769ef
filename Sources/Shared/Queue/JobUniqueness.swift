/// How long a job's unique key keeps others of its kind out.
public enum JobUniqueness: String, Sendable {
  /// It keeps nobody out.
  case none
  /// Until a worker has claimed it: what comes after the start is a job of its own.
  case whileWaiting
  /// Until it has finished.
  case whileUnfinished
}
