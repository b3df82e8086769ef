import FoundationEssentials
import Shared

/// The iCalendar texts of calendars, those of one calendar one after the other; an empty one stands
/// for what was left out.
typealias CalendarBodies = [(calendar: UUID, body: String)]

/// The taken times that stored calendars have in a window.
enum CalendarBusyTimes {
  /// What a look has found.
  struct Look: Sendable {
    /// The taken times by their start, at most ``PlanningLimits/busyTimes``.
    var times: [BusyTime] = []
    /// True where times may be missing: some limit was met.
    var isPartial = false
  }

  /// The taken times alone; see ``look(at:in:zone:rules:options:budget:)``.
  static func times(
    of bodies: CalendarBodies, in window: InstantRange, zone: Zone, rules: BusyRules,
    options: RecurrenceOptions
  ) -> [BusyTime] {
    look(at: bodies, in: window, zone: zone, rules: rules, options: options).times
  }

  /// Expands all series; an event that stands in several calendars takes time once for each.
  ///
  /// Floating times and whole days are read in the person's zone. All calendars share one
  /// ``BusyBudget``; a series that cannot be expanded wholly gives what it has. This takes up to
  /// seconds: call it on the `BlockingExecutor`.
  static func look(
    at bodies: CalendarBodies, in window: InstantRange, zone: Zone, rules: BusyRules,
    options: RecurrenceOptions, budget: BusyBudget = BusyBudget()
  ) -> Look {
    var calendars: [(id: UUID, bodies: [String])] = []
    for (calendar, body) in bodies {
      if calendars.last?.id != calendar { calendars.append((calendar, [])) }
      calendars[calendars.count - 1].bodies.append(body)
    }
    var found = Look()
    var budget = budget
    for (index, calendar) in calendars.enumerated() {
      let share = budget.share(of: calendars.count - index)
      var left = share
      let (series, freeBusy) = read(calendar.bodies, &left, &found)
      let taken = periods(of: freeBusy, calendar: calendar.id, in: window, rules: rules)
      if taken.count > min(left.instances, PlanningLimits.busyTimes - 1) { found.isPartial = true }
      found.times += taken.prefix(left.instances)
      left.instances -= min(left.instances, taken.count)
      for one in series {
        guard !left.isSpent else {
          found.isPartial = true
          break
        }
        let expansion = one.occurrences(in: window, floatingIn: zone, left.options(options))
        left.take(expansion)
        if expansion.shortfall != nil { found.isPartial = true }
        for occurrence in expansion.occurrences {
          guard occurrence.start != occurrence.end,
            rules.isBusy(occurrence.item, isAllDay: occurrence.start.isDate)
          else { continue }
          found.times.append(
            BusyTime(
              occurrence.range, title: occurrence.item.summary, calendar: calendar.id,
              isAllDay: occurrence.start.isDate))
        }
      }
      budget.settle(share: share, left: left)
    }
    found.times.sort { ($0.range.lower?.microseconds ?? 0) < ($1.range.lower?.microseconds ?? 0) }
    if found.times.count > PlanningLimits.busyTimes {
      found.times.removeLast(found.times.count - PlanningLimits.busyTimes)
      found.isPartial = true
    }
    return found
  }

  /// The series of one calendar, single events first: they are cheap, and what repeats without end
  /// must not hide them; and its free/busy components.
  private static func read(
    _ bodies: [String], _ left: inout BusyBudget, _ found: inout Look
  ) -> (series: [CalendarSeries], freeBusy: [CalendarFreeBusy]) {
    var items: [CalendarItem] = []
    var freeBusy: [CalendarFreeBusy] = []
    for body in bodies {
      if body.isEmpty { found.isPartial = true }
      let read = ICalendar(parsing: Array(body.utf8))
      if read.items.count > left.items { found.isPartial = true }
      items += read.items.prefix(max(0, left.items))
      freeBusy += read.freeBusy.prefix(max(0, left.items))
      left.items = max(0, left.items - read.items.count - read.freeBusy.count)
      guard left.items > 0 else { break }
    }
    let series = CalendarSeries.series(of: items)
    let isRepeating = { (series: CalendarSeries) in series.master?.isRecurring ?? false }
    return (series.filter { !isRepeating($0) } + series.filter(isRepeating), freeBusy)
  }
}
