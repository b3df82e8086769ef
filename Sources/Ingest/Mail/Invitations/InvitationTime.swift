import Shared

/// When an invitation takes place, as a task says it.
struct InvitationTime: Sendable {
  /// When it begins.
  private(set) var start: Instant?
  /// When it ends; of whole days the last second of the last one. For a task, when it is due.
  private(set) var due: Instant?
  /// How exact that is.
  private(set) var grain: TaskFacts.DueGrain?
  /// True where the times hold wherever the reader is.
  private(set) var isFloating = false
  /// The IANA zone of its civil times.
  private(set) var zone: Zone
  /// How long it lasts, nil for whole days and what takes no time.
  private(set) var minutes: Int32?
  /// The recurrence as RRULE, nil where there is none, or several, which a task cannot hold.
  private(set) var rule: String?
  /// The series' first start on the wall clock.
  private(set) var seriesStart: String?
  /// When the rule has the date that is shown, on the zone's wall clock; nil outside of a series.
  private(set) var date: CivilDateTime?
  /// What holds for later dates, otherwise than the rule has them.
  private(set) var exceptions: [TaskDateException] = []
  /// True where rules or dates of the series are left out.
  private(set) var isSimplified = false
  /// True where no date of the series is left.
  private(set) var isOver = false
  /// The component that the date shown is taken from.
  private(set) var item: CalendarItem
  /// The instance's wall times, for people.
  private(set) var instance: (start: CivilMoment, end: CivilMoment?)?

  /// The times of an invitation: of a running series those of one date.
  ///
  /// - Parameters:
  ///   - invitation: the invitation.
  ///   - reader: the zone of the person, for whole days and floating times.
  ///   - now: when the mail came.
  ///   - known: the date of the series that the task stands for, on its wall clock. The first that
  ///     takes place from there on is shown; without one, or where the series no longer has it, the
  ///     first that has not ended.
  init(_ invitation: Invitation, reader: Zone, now: Instant, from known: CivilDateTime? = nil) {
    item = invitation.item
    let floating = invitation.zone ?? reader
    let first = item.start ?? item.due
    let named = Self.named(first?.zone)
    // A single moment in UTC, as web calendars write it, is shown on the reader's own clock.
    let isMoment = named?.name == "UTC" && !item.isRecurring
    zone = first?.isDate == true ? floating : isMoment ? floating : named ?? floating
    if case .floating = first, invitation.zone == nil { isFloating = true }
    setSeries(start: first)
    if item.kind == .task {
      setTask(floating: floating)
    } else if let start = item.start {
      let dates = InvitationDates(
        invitation.series, zone: zone, floating: floating, now: now, from: known)
      isOver = dates.map { $0.shown == nil && !$0.isCut } ?? false
      item = dates?.shown?.item ?? item
      setEvent(
        start: dates?.shown?.start ?? start, end: dates?.shown?.end, floating: floating)
      if let dates { take(dates) }
    }
    leaveOutAbsurd()
  }

  /// What a rule cannot say of the later dates.
  private mutating func take(_ dates: InvitationDates) {
    date = dates.shownDate
    guard rule != nil else { return }
    exceptions = dates.exceptions
    isSimplified = isSimplified || dates.isUnending
    if let end = dates.end { setEnd(end) }
  }

  /// Lets the rule end before an instant.
  private mutating func setEnd(_ end: Instant) {
    guard let text = rule, var rule = try? RecurrenceRule.lenient(parsing: Array(text.utf8)).rule
    else { return }
    let last = Instant(seconds: end.seconds - 1)
    rule.end = .until(
      grain == .day ? .date(zone.local(at: last).date) : .utc(Zone.utc.local(at: last)))
    self.rule = rule.description
  }

  /// Times that no calendar means, and that a database may refuse, are none.
  private mutating func leaveOutAbsurd() {
    let years = InvitationLimits.years
    let isSane = [start, due].allSatisfy { instant in
      instant.map { years.contains(zone.date(at: $0).year) } ?? true
    }
    guard !isSane else { return }
    start = nil
    due = nil
    grain = nil
    minutes = nil
    rule = nil
    seriesStart = nil
    date = nil
    exceptions = []
    isSimplified = true
  }

  /// The zone where it is one of IANA's, whose name a task can hold.
  private static func named(_ zone: Zone?) -> Zone? {
    guard let zone else { return nil }
    if zone.name == "UTC" { return zone }
    guard !zone.isFixed, zone.name.utf8.count <= 50,
      let known = try? TimeZoneDatabase.system.zone(named: zone.name)
    else { return nil }
    return known
  }

  private mutating func setSeries(start: CivilMoment?) {
    guard item.isRecurring, let start else { return }
    if item.rules.count == 1, case let text = item.rules[0].description,
      text.utf8.count <= TaskLimits.recurrenceRuleCharacters
    {
      rule = text
      seriesStart = start.local.description
    }
    isSimplified = rule == nil || !item.dates.isEmpty
  }

  private mutating func setEvent(start: CivilMoment, end: CivilMoment?, floating: Zone) {
    let end = end ?? item.end(ofInstanceAt: start)
    self.start = start.instant(floatingIn: floating)
    if start.isDate {
      // The end of whole days is the day after the last.
      let last = max(start.local.date, end.local.date.adding(days: -1))
      due = floating.instant(of: CivilDateTime(last, .endOfDay))
      grain = .day
      zone = floating
      instance = (start, .date(last))
      return
    }
    let finish = max(end.instant(floatingIn: floating), start.instant(floatingIn: floating))
    due = finish
    grain = .minute
    instance = (shown(start), shown(end))
    setMinutes(to: finish)
  }

  /// The moment on the clock of the task's zone, where it names one.
  private func shown(_ moment: CivilMoment) -> CivilMoment {
    guard let own = moment.zone, own.name == "UTC" else { return moment }
    return .zoned(zone.local(at: moment.instant(floatingIn: zone)), zone)
  }

  private mutating func setTask(floating: Zone) {
    start = item.start?.instant(floatingIn: floating)
    let end = item.due ?? (item.length == nil ? nil : item.end)
    if let end {
      due =
        end.isDate
        ? floating.instant(of: CivilDateTime(end.local.date, .endOfDay))
        : end.instant(floatingIn: floating)
      grain = end.isDate ? .day : .minute
    }
    instance = (item.start ?? end).map { (shown($0), end.map(shown)) }
  }

  private mutating func setMinutes(to finish: Instant) {
    guard let start else { return }
    let minutes = (finish.seconds - start.seconds + 59) / 60
    if minutes > 0, minutes <= InvitationLimits.estimatedMinutes { self.minutes = Int32(minutes) }
  }
}
