public import Shared

/// A reminder that a line asks for.
public enum LineReminder: Hashable, Sendable {
  /// So many minutes before it is due.
  case before(minutes: Int)
  /// At that local time.
  case at(CivilDateTime)
}
