public import Shared

/// The planner's grid over local days: slots of a quarter of an hour of elapsed time, counted from
/// the first day's midnight, so that a day with a change of clocks has 92 or 100 of them.
public struct SlotGrid: Hashable, Sendable {
  /// Seconds of a slot.
  public static let slotSeconds = 900

  /// The first day's midnight.
  public let start: Instant
  /// The local days in order.
  public let dates: [CivilDate]
  /// The zone in which the person is on each day.
  public let zones: [Zone]
  /// The slot with which each day begins, and the horizon last.
  public let dayStarts: [Int]

  /// Slots of the grid.
  public var horizon: Int { dayStarts[dayStarts.count - 1] }

  /// The grid of that many days from a date on; `zone` says where the person is on a day.
  ///
  /// A day ends where the next one begins: on the day of a journey to the west it is longer, to the
  /// east shorter.
  public init(from first: CivilDate, days: Int, zone: (CivilDate) -> Zone) {
    let dates = (0..<max(1, days)).map { first.adding(days: $0) }
    let zones = dates.map(zone)
    let start = zones[0].startOfDay(first)
    self.start = start
    self.dates = dates
    self.zones = zones
    var starts = [0]
    for index in dates.indices.dropFirst() {
      let midnight = zones[index].startOfDay(dates[index])
      starts.append(max(starts[index - 1] + 1, Self.slot(midnight, from: start, up: true)))
    }
    let last = zones[zones.count - 1].startOfDay(dates[dates.count - 1].adding(days: 1))
    starts.append(max(starts[starts.count - 1] + 1, Self.slot(last, from: start, up: true)))
    dayStarts = starts
  }

  private static func slot(_ instant: Instant, from start: Instant, up: Bool) -> Int {
    let size = Int64(slotSeconds) * 1_000_000
    let distance = instant.microseconds - start.microseconds
    let floor = distance >= 0 ? distance / size : -((-distance + size - 1) / size)
    return Int(floor) + (up && floor * size < distance ? 1 : 0)
  }

  /// The last slot that begins at or before an instant; it may lie outside of the grid.
  public func slot(at instant: Instant) -> Int { Self.slot(instant, from: start, up: false) }

  /// The first slot that begins at or after an instant; it may lie outside of the grid.
  public func slot(after instant: Instant) -> Int { Self.slot(instant, from: start, up: true) }

  /// When a slot begins.
  public func instant(of slot: Int) -> Instant { start.adding(seconds: slot * Self.slotSeconds) }

  /// The slots that a time covers wholly or in part, cut to the grid.
  public func slots(touching range: InstantRange) -> Range<Int> {
    let first = range.lower.map { max(0, slot(at: $0)) } ?? 0
    let last = range.upper.map { min(horizon, slot(after: $0)) } ?? horizon
    return first < last ? first..<last : 0..<0
  }

  /// The slots that a time covers wholly, cut to the grid.
  public func slots(within range: InstantRange) -> Range<Int> {
    let first = range.lower.map { max(0, slot(after: $0)) } ?? 0
    let last = range.upper.map { min(horizon, slot(at: $0)) } ?? horizon
    return first < last ? first..<last : 0..<0
  }

  /// The instants of a range of slots.
  public func range(of slots: Range<Int>) -> InstantRange {
    InstantRange(lower: instant(of: slots.lowerBound), upper: instant(of: slots.upperBound))
  }

  /// The number of the day that a slot of the grid lies in.
  public func day(of slot: Int) -> Int {
    var low = 0
    var high = dayStarts.count - 1
    while low + 1 < high {
      let middle = (low + high) / 2
      if dayStarts[middle] <= slot { low = middle } else { high = middle }
    }
    return low
  }

  /// The zone of a slot's day.
  public func zone(of slot: Int) -> Zone { zones[day(of: slot)] }
}
