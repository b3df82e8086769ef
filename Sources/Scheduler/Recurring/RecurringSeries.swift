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

  /// What comes after an occurrence.
  enum Next: Hashable, Sendable {
    /// That one.
    case step(Step)
    /// Nothing: the series has ended.
    case ended
    /// Nobody knows: within the bounds neither a next occurrence nor the end was found.
    case notFound
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
  /// The most steps of work for one window of instances.
  var work = RecurrenceLimits.work

  /// The occurrence after the completed one as the rule's own schedule has it.
  ///
  /// COUNT counts the rule's instances from the series' start, struck out ones included, and so do
  /// the numbers. Passed over ones beyond ``RecurringLimits/windows`` are no longer numbered: then
  /// the search goes on at the moment of completion.
  func nextBySchedule(completedAt: Instant, missed: MissedPolicy) -> Next {
    let set = RecurrenceSet(start: moment(start), rules: [rule])
    let exceptions = SeriesExceptions(of: self)
    let done = zone.local(at: completedAt)
    var number = number
    func next(_ instance: CivilDateTime) -> Next? {
      // Whole days come as midnights; what shares the completed one's day is the same occurrence.
      if isWholeDays, instance.date <= original.date { return nil }
      if isThinned, isSamePeriod(instance, original) { return nil }
      number += 1
      let isPast = isWholeDays ? instance.date < done.date : instance <= done
      if missed == .skip, isPast { return nil }
      return exceptions.place(of: instance).map {
        .step(Step(original: instance, place: $0, number: number))
      }
    }
    let found = first(of: set, from: original.adding(wallSeconds: 1), where: next)
    guard found == .notFound, missed == .skip, original < done else { return found }
    return first(of: set, from: isWholeDays ? CivilDateTime(done.date) : after(done), where: next)
  }

  /// The occurrence after the completed one, counted from the moment of completion ("every!").
  ///
  /// The rule begins anew with the day of completion, at the occurrence's time of day. A rule of
  /// months or years without further parts takes the month's last day where the day is missing.
  func nextByCompletion(at completedAt: Instant) -> Next {
    var rule = rule
    var most = Int.max
    if case .count(let count) = rule.end {
      most = count
      rule.end = .never
    }
    let done = zone.local(at: completedAt)
    let begin = rule.frequency > .daily ? done : CivilDateTime(done.date, original.time)
    let exceptions = SeriesExceptions(of: self)
    var number = number
    func next(_ instance: CivilDateTime) -> Next? {
      if isThinned, isSamePeriod(instance, begin) { return nil }
      number += 1
      guard number <= most else { return .ended }
      return exceptions.place(of: instance).map {
        .step(Step(original: instance, place: $0, number: number))
      }
    }
    if isPlainMonths(rule) { return firstMonth(of: rule, after: begin, where: next) }
    let from =
      isWholeDays ? CivilDateTime(begin.date.adding(days: 1)) : begin.adding(wallSeconds: 1)
    return first(of: RecurrenceSet(start: moment(begin), rules: [rule]), from: from, where: next)
  }

  /// The first instance from a wall time on that `next` takes, looked for in window after window.
  private func first(
    of set: RecurrenceSet, from: CivilDateTime, where next: (CivilDateTime) -> Next?
  ) -> Next {
    var from = from
    let options = RecurrenceOptions(
      limit: RecurringLimits.instances, work: work, finest: finest)
    for _ in 0..<RecurringLimits.windows {
      let expansion = set.expand(from: from, options)
      for instance in expansion.instances {
        if let found = next(instance) { return found }
      }
      guard let shortfall = expansion.shortfall else { return .ended }
      guard shortfall == .limit, let last = expansion.instances.last else { return .notFound }
      from = after(last)
    }
    return .notFound
  }

  /// True for a rule of months or years without further parts.
  private func isPlainMonths(_ rule: RecurrenceRule) -> Bool {
    var plain = RecurrenceRule(rule.frequency)
    plain.interval = rule.interval
    plain.end = rule.end
    plain.weekStart = rule.weekStart
    return plain == rule && rule.frequency <= .monthly
  }

  private func firstMonth(
    of rule: RecurrenceRule, after begin: CivilDateTime, where next: (CivilDateTime) -> Next?
  ) -> Next {
    let months = (rule.frequency == .yearly ? 12 : 1) * rule.interval
    for number in 1...RecurringLimits.instances {
      let years = (begin.date.month - 1 + number * months) / 12
      guard begin.date.year + years <= RecurrenceLimits.lastYear else { return .ended }
      let instance = CivilDateTime(begin.date.adding(months: number * months), begin.time)
      guard isWithin(rule.end, instance) else { return .ended }
      if let found = next(instance) { return found }
    }
    return .notFound
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

  /// True where the rule repeats more often than is looked at.
  private var isThinned: Bool { rule.frequency > finest && !isWholeDays }

  /// Where to go on behind an instance: a thinned rule has none in the rest of its period.
  private func after(_ instance: CivilDateTime) -> CivilDateTime {
    if isWholeDays { return CivilDateTime(instance.date.adding(days: 1)) }
    let seconds = instance.wallSeconds
    let length = isThinned ? periodSeconds : 1
    let rest = (seconds % length + length) % length
    return instance.adding(wallSeconds: length - rest)
  }

  /// True where a thinned rule gives one instance for both.
  private func isSamePeriod(_ one: CivilDateTime, _ other: CivilDateTime) -> Bool {
    one.wallSeconds / periodSeconds == other.wallSeconds / periodSeconds
  }

  /// Seconds of which a thinned rule gives one instance.
  private var periodSeconds: Int {
    switch finest {
    case .hourly: 3_600
    case .minutely: 60
    case .secondly: 1
    default: 86_400
    }
  }

  private func moment(_ local: CivilDateTime) -> CivilMoment {
    isWholeDays ? .date(local.date) : .zoned(local, zone)
  }
}
