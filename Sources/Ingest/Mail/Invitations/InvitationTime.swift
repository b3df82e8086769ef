import Shared

/// When an invitation takes place, as a task says it.
struct InvitationTime: Sendable, Hashable {
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
  /// True where rules or dates of the series are left out.
  private(set) var isSimplified = false
  /// The instance's wall times, for people.
  private(set) var instance: (start: CivilMoment, end: CivilMoment?)?

  static func == (lhs: InvitationTime, rhs: InvitationTime) -> Bool {
    lhs.start == rhs.start && lhs.due == rhs.due && lhs.grain == rhs.grain && lhs.rule == rhs.rule
      && lhs.zone == rhs.zone
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(start)
    hasher.combine(due)
  }

  /// The times of an invitation: of a running series those of the first instance that has not ended.
  ///
  /// - Parameters:
  ///   - invitation: the invitation.
  ///   - reader: the zone of the person, for whole days and floating times.
  ///   - now: when the mail came.
  init(_ invitation: Invitation, reader: Zone, now: Instant) {
    let item = invitation.item
    let floating = invitation.zone ?? reader
    let first = item.start ?? item.due
    let named = Self.named(first?.zone)
    // A single moment in UTC, as web calendars write it, is shown on the reader's own clock.
    let isMoment = named?.name == "UTC" && !item.isRecurring
    zone = isMoment ? floating : named ?? floating
    if case .floating = first, invitation.zone == nil { isFloating = true }
    setSeries(item, start: first)
    if item.kind == .task {
      setTask(item, floating: floating)
    } else if let start = item.start {
      let next = Self.next(invitation.series, floating: floating, now: now)
      setEvent(next?.item ?? item, start: next?.start ?? start, end: next?.end, floating: floating)
    }
    leaveOutAbsurd()
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

  private mutating func setSeries(_ item: CalendarItem, start: CivilMoment?) {
    guard item.isRecurring, let start else { return }
    if item.rules.count == 1, case let text = item.rules[0].description,
      text.utf8.count <= TaskLimits.recurrenceRuleCharacters
    {
      rule = text
      seriesStart = start.local.description
    }
    isSimplified = rule == nil || !item.dates.isEmpty || !item.exceptions.isEmpty
  }

  /// The first instance of a series that has not ended; nil outside of one or where none is left.
  private static func next(
    _ series: CalendarSeries, floating: Zone, now: Instant
  ) -> CalendarOccurrence? {
    guard series.master?.isRecurring == true else { return nil }
    let window = InstantRange(
      lower: now, upper: Instant(seconds: now.seconds + InvitationLimits.daysAhead * 86_400))
    return series.occurrences(
      in: window, floatingIn: floating,
      RecurrenceOptions(
        limit: InvitationLimits.instances, work: InvitationLimits.work, finest: .daily)
    ).occurrences.first { $0.item.status != .cancelled }
  }

  private mutating func setEvent(
    _ item: CalendarItem, start: CivilMoment, end: CivilMoment?, floating: Zone
  ) {
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

  private mutating func setTask(_ item: CalendarItem, floating: Zone) {
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
