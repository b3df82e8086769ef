import FoundationEssentials
import Shared

/// The taken times that stored calendars have in a window.
enum CalendarBusyTimes {
  /// Expands all series; an event that stands in several calendars takes time once for each.
  ///
  /// Floating times and whole days are read in the person's zone. A series that cannot be expanded
  /// wholly gives what it has. At most ``PlanningLimits/busyTimes`` are returned, the earliest.
  static func times(
    of bodies: [(calendar: UUID, body: String)], in window: InstantRange, zone: Zone,
    rules: BusyRules, options: RecurrenceOptions
  ) -> [BusyTime] {
    var items: [UUID: [CalendarItem]] = [:]
    var order: [UUID] = []
    var found: [BusyTime] = []
    for (calendar, body) in bodies {
      if items[calendar] == nil { order.append(calendar) }
      let read = ICalendar(parsing: Array(body.utf8))
      items[calendar, default: []] += read.items
      found += periods(of: read.freeBusy, calendar: calendar, in: window, rules: rules)
    }
    for calendar in order {
      for series in CalendarSeries.series(of: items[calendar] ?? []) {
        let expansion = series.occurrences(in: window, floatingIn: zone, options)
        for occurrence in expansion.occurrences {
          guard occurrence.start != occurrence.end,
            rules.isBusy(occurrence.item, isAllDay: occurrence.start.isDate)
          else { continue }
          found.append(
            BusyTime(
              occurrence.range, title: occurrence.item.summary, calendar: calendar,
              isAllDay: occurrence.start.isDate))
        }
      }
    }
    found.sort { ($0.range.lower?.microseconds ?? 0) < ($1.range.lower?.microseconds ?? 0) }
    return Array(found.prefix(PlanningLimits.busyTimes))
  }
}
