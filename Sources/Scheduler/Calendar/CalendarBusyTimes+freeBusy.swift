import FoundationEssentials
import Shared

extension CalendarBusyTimes {
  /// The periods of free/busy components (RFC 5545 section 3.6.4) that take time in a window, as
  /// feeds give them that say when a person is taken and nothing else.
  ///
  /// At most ``PlanningLimits/busyTimes`` are returned, the first ones. A period of a day and more
  /// is no whole day: what it stands for is not told.
  static func periods(
    of components: [CalendarFreeBusy], calendar: UUID, in window: InstantRange, rules: BusyRules
  ) -> [BusyTime] {
    var found: [BusyTime] = []
    for component in components where !rules.isOwn(component.identifier) {
      for period in component.periods
      where rules.isBusy(period.kind) && period.range.overlaps(window) {
        guard found.count < PlanningLimits.busyTimes else { return found }
        found.append(BusyTime(period.range, calendar: calendar))
      }
    }
    return found
  }
}
