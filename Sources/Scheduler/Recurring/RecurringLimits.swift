/// The limits of recurring tasks.
enum RecurringLimits {
  /// Instances looked at in one window for the next open one.
  static let instances = 5_000
  /// The most windows looked through; without a next occurrence in them the job fails and says so.
  static let windows = 40
  /// The most exceptions of one series that are read, the newest first.
  static let exceptions = 10_000
  /// Days back for which the nightly audit looks for completed tasks without a next one.
  static let auditDays = 8
  /// The most tasks that one run of the audit takes up.
  static let audited = 5_000
}
