extension CalendarSeries {
  /// The instances of a series in a window.
  public struct Expansion: Hashable, Sendable {
    /// The instances that touch the window, by their start.
    public var occurrences: [CalendarOccurrence]
    /// Nil where none is missing.
    public var shortfall: RecurrenceExpansion.Shortfall?
    /// True where the rule repeats more often than the options allow.
    public var isThinned: Bool
    /// Steps of work that it took; see ``RecurrenceOptions/work``.
    public var work = 0
  }

  /// The instances that touch a window: those that last into it, and those without length that begin
  /// in it. Whole days and floating times are read in `reader`.
  ///
  /// An instance that a component with RECURRENCE-ID replaces is given as that; one that THISANDFUTURE
  /// changes is moved by as much as the changed one, with its length. Cancelled instances are given
  /// with their status, and an EXDATE that is a date takes out every instance of its day.
  public func occurrences(
    in window: InstantRange, floatingIn reader: Zone,
    _ options: RecurrenceOptions = RecurrenceOptions()
  ) -> Expansion {
    var result = Expansion(occurrences: [], shortfall: nil, isThinned: false)
    var replaced = Set<Instant>()
    for item in overrides {
      guard let recurrenceID = item.recurrenceID, let start = item.start ?? item.due else {
        continue
      }
      replaced.insert(recurrenceID.instant(floatingIn: reader))
      let one = occurrence(of: item, at: start, named: recurrenceID, reader: reader)
      if touches(one, window) { result.occurrences.append(one) }
    }
    if let master, let start = master.start ?? master.due {
      expand(master, start, window, reader, replaced, options, &result)
    }
    result.occurrences.sort {
      ($0.range.lower?.microseconds ?? .min, $0.item.sequence)
        < ($1.range.lower?.microseconds ?? .min, $1.item.sequence)
    }
    if result.occurrences.count > options.limit {
      result.occurrences.removeLast(result.occurrences.count - options.limit)
      result.shortfall = .limit
    }
    return result
  }

  private func expand(
    _ master: CalendarItem, _ start: CivilMoment, _ window: InstantRange, _ reader: Zone,
    _ replaced: Set<Instant>, _ options: RecurrenceOptions, _ result: inout Expansion
  ) {
    let zone = start.zone ?? reader
    let exceptions = master.exceptions.filter { $0.isDate == start.isDate }
      .map { local($0, in: zone, reader) }
    let exceptionDays = Set(
      start.isDate ? [] : master.exceptions.filter(\.isDate).map(\.local.date))
    var lengths: [Int: CalendarItem.Length] = [:]
    for date in master.dates {
      if let length = date.length {
        lengths[local(date.start, in: zone, reader).wallSeconds] = length
      }
    }
    let set = RecurrenceSet(
      start: start, rules: master.rules,
      dates: master.dates.map { local($0.start, in: zone, reader) },
      exceptions: exceptions, includesStart: true)
    let changes = overrides.filter {
      $0.isThisAndFuture && $0.recurrenceID != nil && $0.start != nil
    }
    .map { (from: instant($0.recurrenceID, reader), item: $0) }.sorted { $0.from < $1.from }
    let reach = reachBack(master, changes.map(\.item), reader, lengths)
    let first = window.lower.map { zone.local(at: $0).adding(wallSeconds: -reach) }
    let last = window.upper.map { zone.local(at: $0).adding(wallSeconds: reach) }
    let expansion = set.expand(from: first, through: last, options)
    result.shortfall = expansion.shortfall
    result.isThinned = expansion.isThinned
    result.work = expansion.work
    for local in expansion.instances where !exceptionDays.contains(local.date) {
      let named = start.at(local)
      let instant = named.instant(floatingIn: reader)
      guard !replaced.contains(instant) else { continue }
      var item = master
      var moved = named
      let changed = Self.count(of: changes, before: instant)
      if changed > 0 {
        item = changes[changed - 1].item
        moved = shifted(named, by: item, reader)
      }
      if let length = lengths[local.wallSeconds] { item.length = length }
      let isSeries = master.isRecurring || !overrides.isEmpty
      let one = occurrence(of: item, at: moved, named: isSeries ? named : nil, reader: reader)
      if touches(one, window) { result.occurrences.append(one) }
    }
  }

  /// How many of the changes, which are in order, begin before an instant.
  private static func count(
    of changes: [(from: Instant, item: CalendarItem)], before instant: Instant
  ) -> Int {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].from < instant { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func instant(_ moment: CivilMoment?, _ reader: Zone) -> Instant {
    moment?.instant(floatingIn: reader) ?? Instant(microseconds: .min)
  }

  /// A moment on the wall clock of the series.
  private func local(_ moment: CivilMoment, in zone: Zone, _ reader: Zone) -> CivilDateTime {
    guard let own = moment.zone, own != zone else { return moment.local }
    return zone.local(at: moment.instant(floatingIn: reader))
  }

  /// How far from an instance's start, in wall seconds, it may still touch a window.
  private func reachBack(
    _ master: CalendarItem, _ changes: [CalendarItem], _ reader: Zone,
    _ lengths: [Int: CalendarItem.Length]
  ) -> Int {
    func seconds(_ length: CalendarItem.Length?) -> Int {
      switch length {
      case nil: 86_400
      case .seconds(let seconds): seconds
      case .duration(let duration):
        abs(duration.months) * 31 * 86_400 + abs(duration.days) * 86_400 + abs(duration.seconds)
      }
    }
    var reach = lengths.values.reduce(seconds(master.length)) { max($0, seconds($1)) }
    for change in changes {
      guard let named = change.recurrenceID, let start = change.start else { continue }
      let moved = abs(
        start.instant(floatingIn: reader).seconds - named.instant(floatingIn: reader).seconds)
      reach = max(reach, seconds(change.length) + Int(moved))
    }
    // A day for changes of clocks and for the reader's zone beside the series' own.
    return min(reach, 400 * 86_400 * 10) + 2 * 86_400
  }

  /// The moment of an instance that THISANDFUTURE moves: by the wall clock as far as the one it names.
  private func shifted(
    _ named: CivilMoment, by change: CalendarItem, _ reader: Zone
  ) -> CivilMoment {
    guard let from = change.recurrenceID, let to = change.start else { return named }
    let zone = to.zone ?? reader
    let difference = to.local.wallSeconds - local(from, in: zone, reader).wallSeconds
    return to.at(local(named, in: zone, reader).adding(wallSeconds: difference))
  }

  private func occurrence(
    of item: CalendarItem, at start: CivilMoment, named: CivilMoment?, reader: Zone
  ) -> CalendarOccurrence {
    let end = item.end(ofInstanceAt: start)
    let lower = start.instant(floatingIn: reader)
    let upper = end.instant(floatingIn: reader)
    let least = Instant(microseconds: lower.microseconds + 1)
    return CalendarOccurrence(
      item: item, start: start, end: end,
      range: InstantRange(lower: lower, upper: max(upper, least)), recurrenceID: named)
  }

  private func touches(_ occurrence: CalendarOccurrence, _ window: InstantRange) -> Bool {
    occurrence.range.overlaps(window)
  }
}
