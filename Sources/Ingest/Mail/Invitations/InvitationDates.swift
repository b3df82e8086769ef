import Shared

/// The dates of a running series from the one on that its task stands for.
struct InvitationDates {
  /// The first date that takes place; nil where none is left.
  private(set) var shown: CalendarOccurrence?
  /// When the rule has it, on the task's wall clock.
  private(set) var shownDate: CivilDateTime?
  /// Later dates that stand otherwise than the rule has them, in their order.
  private(set) var exceptions: [TaskDateException] = []
  /// From when on every date is called off.
  private(set) var end: Instant?
  /// True where all dates from one on are moved, beyond those that `exceptions` can name.
  private(set) var isUnending = false

  private let zone: Zone
  private let floating: Zone

  /// The dates of a series; nil where it has no rule or dates of its own.
  ///
  /// `zone` is the task's, `floating` the one of times without a zone, `known` the date that the task
  /// stands for on its wall clock.
  init?(
    _ series: CalendarSeries, zone: Zone, floating: Zone, now: Instant, from known: CivilDateTime?
  ) {
    guard let master = series.master, master.isRecurring, let start = master.start else {
      return nil
    }
    self.zone = zone
    self.floating = floating
    let first = max(now, start.instant(floatingIn: floating))
    var found: [CalendarOccurrence] = []
    // Most series go on within a year; what is rarer is looked for only where nothing was found.
    for days in [InvitationLimits.daysAhead, InvitationLimits.rareDaysAhead] {
      found = known.flatMap { dates(of: series, from: $0, days, master) } ?? []
      if found.isEmpty { found = dates(of: series, from: first, back: 0, days) }
      shown = found.first { $0.item.status != .cancelled }
      if shown != nil { break }
    }
    setEnd(series)
    shownDate = shown.flatMap { date(of: $0) }
    guard let shownDate else {
      // Behind the end that the organizer has set nothing has to be looked for.
      if let end, let last = found.last.flatMap({ date(of: $0) }), zone.instant(of: last) >= end {
        isCut = false
      }
      return
    }
    setExceptions(found, after: shownDate, struck: start.isDate, master)
    isUnending = series.overrides.contains { $0.isThisAndFuture && $0.status != .cancelled }
  }

  /// The dates from one on, in the order of the rule; nil where the series does not have that one.
  private mutating func dates(
    of series: CalendarSeries, from known: CivilDateTime, _ days: Int64, _ master: CalendarItem
  ) -> [CalendarOccurrence]? {
    let near = dates(
      of: series, from: zone.instant(of: known), back: InvitationLimits.daysBack, days)
    let isOfSeries =
      near.contains { date(of: $0) == known }
      || master.exceptions.contains { local($0) == known || $0.local.date == known.date }
    guard isOfSeries else { return nil }
    return near.filter { (date(of: $0) ?? known) >= known }
      .sorted { (date(of: $0) ?? known) < (date(of: $1) ?? known) }
  }

  private mutating func dates(
    of series: CalendarSeries, from lower: Instant, back: Int64, _ days: Int64
  ) -> [CalendarOccurrence] {
    let window = InstantRange(
      lower: Instant(seconds: lower.seconds - back * 86_400),
      upper: Instant(seconds: lower.seconds + days * 86_400))
    let expansion = series.occurrences(
      in: window, floatingIn: floating,
      RecurrenceOptions(
        limit: InvitationLimits.instances, work: InvitationLimits.work, finest: .daily))
    isCut = expansion.shortfall != nil
    return expansion.occurrences
  }

  /// True where the search for a date was given up before its end.
  private(set) var isCut = false

  /// When the rule has an occurrence, on the task's wall clock.
  private func date(of occurrence: CalendarOccurrence) -> CivilDateTime? {
    occurrence.recurrenceID.map(local)
  }

  private func local(_ moment: CivilMoment) -> CivilDateTime {
    moment.isDate ? moment.local : zone.local(at: moment.instant(floatingIn: floating))
  }

  /// The first of the dates from which on the organizer has called everything off.
  private mutating func setEnd(_ series: CalendarSeries) {
    end = series.overrides.filter { $0.isThisAndFuture && $0.status == .cancelled }
      .compactMap { $0.recurrenceID?.instant(floatingIn: floating) }.min()
  }

  private mutating func setExceptions(
    _ found: [CalendarOccurrence], after shownDate: CivilDateTime, struck isWholeDays: Bool,
    _ master: CalendarItem
  ) {
    var fates: [CivilDateTime: TaskDateException.Fate] = [:]
    for moment in master.exceptions where local(moment) > shownDate {
      fates[local(moment)] = .cancelled
    }
    for occurrence in found {
      guard let date = date(of: occurrence), date > shownDate else { continue }
      let start = occurrence.start.instant(floatingIn: floating)
      if occurrence.item.status == .cancelled {
        fates[date] = .cancelled
      } else if isWholeDays
        ? local(occurrence.start) != date : start != zone.instant(of: date)
      {
        fates[date] = .moved(to: start)
      }
    }
    let dates = fates.keys.sorted().filter { date in end.map { zone.instant(of: date) < $0 } ?? true
    }
    exceptions = dates.prefix(InvitationLimits.changedDates).compactMap { date in
      fates[date].map { TaskDateException(zone.instant(of: date), $0) }
    }
  }
}
