/// How urgent a task is, as the app's `tasks.priority` counts it.
public enum TaskPriority: Int16, Hashable, Sendable, CaseIterable {
  /// No priority was given.
  case none = 0
  /// The most urgent.
  case high = 1
  /// Between the two.
  case medium = 2
  /// The least urgent that still is one.
  case low = 3
}
