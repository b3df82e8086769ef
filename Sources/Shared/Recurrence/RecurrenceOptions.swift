/// How far an expansion may go.
public struct RecurrenceOptions: Hashable, Sendable {
  /// The most instances to give.
  public var limit: Int

  /// The most steps of work to take; a period, month or candidate looked at is one.
  public var work: Int

  /// The most frequent repetition to give: of a rule that repeats more often only the first instance
  /// of each hour (minute, second, or day) is given, and the expansion is marked.
  public var finest: RecurrenceFrequency

  /// These bounds, each the module's own unless given.
  public init(
    limit: Int = RecurrenceLimits.instances, work: Int = RecurrenceLimits.work,
    finest: RecurrenceFrequency = .secondly
  ) {
    self.limit = limit
    self.work = work
    self.finest = finest
  }
}
