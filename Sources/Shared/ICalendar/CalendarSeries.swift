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
    for item in items {
      if !item.identifier.isEmpty, let place = places[item.identifier] {
        order[place].add(item)
        continue
      }
      if !item.identifier.isEmpty { places[item.identifier] = order.count }
      var series = CalendarSeries(identifier: item.identifier, master: nil, overrides: [])
      series.add(item)
      order.append(series)
    }
    return order
  }

  private mutating func add(_ item: CalendarItem) {
    guard let recurrenceID = item.recurrenceID else {
      if master.map({ CalendarSeries.isNewer(item, than: $0) }) ?? true { master = item }
      return
    }
    let place = overrides.firstIndex {
      $0.recurrenceID == recurrenceID && $0.isThisAndFuture == item.isThisAndFuture
    }
    guard let place else {
      if overrides.count < RecurrenceLimits.dates { overrides.append(item) }
      return
    }
    if CalendarSeries.isNewer(item, than: overrides[place]) { overrides[place] = item }
  }

  private static func isNewer(_ item: CalendarItem, than other: CalendarItem) -> Bool {
    if item.sequence != other.sequence { return item.sequence > other.sequence }
    let lowest = Instant(microseconds: .min)
    return (item.stamp ?? lowest) >= (other.stamp ?? lowest)
  }
}
