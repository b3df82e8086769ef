import Shared

/// What one look at all calendars of a person may cost. Each calendar gets an equal share of what
/// those before it have left, so that a hostile one cannot hide the others.
struct BusyBudget {
  /// Events that may still be read.
  var items = PlanningLimits.calendarItems
  /// Instances that may still be worked out.
  var instances = PlanningLimits.calendarInstances
  /// Steps of work that may still be taken.
  var work = PlanningLimits.calendarWork

  /// The share of the next of so many calendars.
  func share(of calendars: Int) -> BusyBudget {
    let count = max(1, calendars)
    return BusyBudget(items: items / count, instances: instances / count, work: work / count)
  }

  /// True where no series can be expanded any more.
  var isSpent: Bool { instances <= 0 || work <= 0 }

  /// The bounds of the next series: the operator's, and what is left.
  func options(_ options: RecurrenceOptions) -> RecurrenceOptions {
    RecurrenceOptions(
      limit: min(options.limit, instances), work: min(options.work, work), finest: options.finest)
  }

  /// Takes what a series has cost.
  mutating func take(_ expansion: CalendarSeries.Expansion) {
    instances -= max(1, expansion.occurrences.count)
    work -= max(1, expansion.work)
  }

  /// Takes what a calendar has left unused of its share, and what it has used.
  mutating func settle(share: BusyBudget, left: BusyBudget) {
    items -= share.items - left.items
    instances -= share.instances - left.instances
    work -= share.work - left.work
  }
}
