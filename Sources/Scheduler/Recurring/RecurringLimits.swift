/// The limits of recurring tasks.
enum RecurringLimits {
  /// The most instances looked at for the next open one; a series whose next thousands are all
  /// struck out ends there.
  static let instances = 5_000
  /// The most exceptions of one series that are read, the newest first.
  static let exceptions = 10_000
  /// Days back for which the nightly audit looks for completed tasks without a next one.
  static let auditDays = 8
  /// The most tasks that one run of the audit takes up.
  static let audited = 5_000
}
