/// All components of one identifier: the series and what replaces single instances of it.
public struct CalendarSeries: Hashable, Sendable {
  /// UID.
  public let identifier: String
  /// The component without RECURRENCE-ID; nil where only single instances were sent.
  public var master: CalendarItem?
  /// Those with one, the latest version of each.
  public var overrides: [CalendarItem]

  /// The series of a calendar's items, in the order of their first component. Items without an
  /// identifier stand alone. Of several versions of one component that of the highest SEQUENCE (then
  /// the latest DTSTAMP, then the last) counts.
  public static func series(of items: [CalendarItem]) -> [CalendarSeries] {
    var order: [CalendarSeries] = []
    var places: [String: Int] = [:]
    var instances: [Instance: Int] = [:]
    for item in items {
      let place: Int
      if !item.identifier.isEmpty, let known = places[item.identifier] {
        place = known
      } else {
        place = order.count
        if !item.identifier.isEmpty { places[item.identifier] = place }
        order.append(CalendarSeries(identifier: item.identifier, master: nil, overrides: []))
      }
      guard let moment = item.recurrenceID else {
        order[place].setMaster(item)
        continue
      }
      let instance = Instance(
        series: place, moment: moment, isThisAndFuture: item.isThisAndFuture)
      if let known = instances[instance] {
        order[place].replace(known, by: item)
      } else if order[place].overrides.count < RecurrenceLimits.dates {
        instances[instance] = order[place].overrides.count
        order[place].overrides.append(item)
      }
    }
    return order
  }

  /// What one component with RECURRENCE-ID speaks of.
  private struct Instance: Hashable {
    var series: Int
    var moment: CivilMoment
    var isThisAndFuture: Bool
  }

  private mutating func setMaster(_ item: CalendarItem) {
    if master.map({ CalendarSeries.isNewer(item, than: $0) }) ?? true { master = item }
  }

  private mutating func replace(_ place: Int, by item: CalendarItem) {
    if CalendarSeries.isNewer(item, than: overrides[place]) { overrides[place] = item }
  }

  private static func isNewer(_ item: CalendarItem, than other: CalendarItem) -> Bool {
    if item.sequence != other.sequence { return item.sequence > other.sequence }
    let lowest = Instant(microseconds: .min)
    return (item.stamp ?? lowest) >= (other.stamp ?? lowest)
  }
}
