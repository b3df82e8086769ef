/// The app's `tasks.status`.
public enum TaskStatus: String, Hashable, Sendable, CaseIterable {
  /// Not begun.
  case todo = "TODO"
  /// Begun.
  case inProgress = "IN_PROGRESS"
  /// Completed.
  case done = "DONE"
  /// Given up; counts as closed but not as completed.
  case canceled = "CANCELED"

  /// True where nothing is left to do.
  public var isClosed: Bool { self == .done || self == .canceled }
}
