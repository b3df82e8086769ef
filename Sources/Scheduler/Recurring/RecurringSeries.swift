import FoundationEssentials
import Shared

/// A recurring task's series, and which occurrence a row of it is.
struct RecurringSeries: Hashable, Sendable {
  /// What becomes of occurrences that passed before the last one was completed.
  enum MissedPolicy: String, Sendable {
    /// Each is made in its turn.
    case each
    /// They are passed over.
    case skip
  }

  /// Where the next row stands.
  struct Step: Hashable, Sendable {
    /// The wall time at which the rule has the occurrence.
    var original: CivilDateTime
    /// The wall time at which it is due: the same, unless the app moved it.
    var place: CivilDateTime
    /// Its number in the series.
    var number: Int
  }

  /// The rule, with its COUNT and UNTIL.
  var rule: RecurrenceRule
  /// The zone of the task.
  var zone: Zone
  /// True where occurrences are days without a time.
  var isWholeDays: Bool
  /// DTSTART on the zone's wall clock.
  var start: CivilDateTime
  /// The wall time at which the rule has the completed occurrence.
  var original: CivilDateTime
  /// The number of the completed occurrence, from 1.
  var number: Int
  /// What the app says about single occurrences.
  var exceptions: [SeriesException] = []
  /// The most frequent repetition.
  var finest = RecurrenceFrequency.hourly

  /// The occurrence after the completed one as the rule's own schedule has it; nil where the series
  /// has ended.
  ///
  /// COUNT counts the rule's instances from the series' start, struck out ones included, and so do
  /// the numbers.
  func nextBySchedule(completedAt: Instant, missed: MissedPolicy) -> Step? {
    let set = RecurrenceSet(start: moment(start), rules: [rule])
    let done = zone.local(at: completedAt)
    let expansion = set.expand(
      from: original.adding(wallSeconds: 1),
      RecurrenceOptions(limit: RecurringLimits.instances, finest: finest))
    var number = number
    for instance in expansion.instances {
      // Whole days come as midnights; what shares the completed one's day is the same occurrence.
      if isWholeDays, instance.date <= original.date { continue }
      if expansion.isThinned, isSamePeriod(instance, original) { continue }
      number += 1
      let isPast = isWholeDays ? instance.date < done.date : instance <= done
      if missed == .skip, isPast { continue }
      if let place = place(of: instance) {
        return Step(original: instance, place: place, number: number)
      }
    }
    return nil
  }

  /// The occurrence after the completed one, counted from the moment of completion ("every!"); nil
  /// where the series has ended.
  ///
  /// The rule begins anew with the day of completion, at the occurrence's time of day. A rule of
  /// months or years without further parts takes the month's last day where the day is missing.
  func nextByCompletion(at completedAt: Instant) -> Step? {
    var rule = rule
    var most = Int.max
    if case .count(let count) = rule.end {
      most = count
      rule.end = .never
    }
    let done = zone.local(at: completedAt)
    let isOfTheClock = rule.frequency > .daily
    let begin = isOfTheClock ? done : CivilDateTime(done.date, original.time)
    var number = number
    for instance in instances(of: rule, after: begin) {
      number += 1
      guard number <= most else { return nil }
      if let place = place(of: instance) {
        return Step(original: instance, place: place, number: number)
      }
    }
    return nil
  }

  private func instances(of rule: RecurrenceRule, after begin: CivilDateTime) -> [CivilDateTime] {
    var plain = RecurrenceRule(rule.frequency)
    plain.interval = rule.interval
    plain.end = rule.end
    plain.weekStart = rule.weekStart
    let months = rule.frequency == .yearly ? 12 : 1
    if plain == rule, rule.frequency <= .monthly {
      let dates = (1...12).map { begin.date.adding(months: $0 * months * rule.interval) }
      return dates.map { CivilDateTime($0, begin.time) }.filter { isWithin(rule.end, $0) }
    }
    let set = RecurrenceSet(start: moment(begin), rules: [rule])
    let first =
      isWholeDays ? CivilDateTime(begin.date.adding(days: 1)) : begin.adding(wallSeconds: 1)
    let expansion = set.expand(
      from: first, RecurrenceOptions(limit: RecurringLimits.instances, finest: finest))
    guard expansion.isThinned else { return expansion.instances }
    return expansion.instances.filter { !isSamePeriod($0, begin) }
  }

  private func isWithin(_ end: RecurrenceEnd, _ local: CivilDateTime) -> Bool {
    guard case .until(let limit) = end else { return true }
    switch limit {
    case .date(let date):
      return (isWholeDays ? CivilDateTime(local.date) : local) <= CivilDateTime(date)
    case .local(let last): return local <= last
    case .utc(let last): return zone.instant(of: local) <= Zone.utc.instant(of: last)
    }
  }

  /// True where a thinned rule gives one instance for both.
  private func isSamePeriod(_ one: CivilDateTime, _ other: CivilDateTime) -> Bool {
    let seconds =
      switch finest {
      case .hourly: 3_600
      case .minutely: 60
      case .secondly: 1
      default: 86_400
      }
    return one.wallSeconds / seconds == other.wallSeconds / seconds
  }

  private func moment(_ local: CivilDateTime) -> CivilMoment {
    isWholeDays ? .date(local.date) : .zoned(local, zone)
  }

  /// Where an occurrence is due; nil where the app has closed it.
  private func place(of instance: CivilDateTime) -> CivilDateTime? {
    guard let exception = exceptions.first(where: { isAbout($0, instance) }) else {
      return instance
    }
    if exception.isClosed { return nil }
    return exception.moved.map { zone.local(at: $0) } ?? instance
  }

  /// True where the exception names that occurrence: its day for whole days, else its time, or its
  /// day where the exception has none.
  private func isAbout(_ exception: SeriesException, _ instance: CivilDateTime) -> Bool {
    let local = zone.local(at: exception.original)
    if isWholeDays { return local.date == instance.date }
    if exception.original == zone.instant(of: instance) { return true }
    return local.time == .midnight && rule.frequency <= .daily && local.date == instance.date
  }
}
