public import Shared

/// Works out when a person is free: working hours, less what is taken, less the past.
public enum FreeTime {
  /// The free windows of a grid, ascending and apart.
  ///
  /// `hours` gives the windows of a local day, none on a day off. Around each taken time
  /// `eventBuffer` slots stay empty. A slot is free only where it lies wholly inside the hours and
  /// nothing touches it. A time that the clocks skip counts as the moment after the gap, one that
  /// they show twice as its first.
  public static func windows(
    _ grid: SlotGrid, hours: (CivilDate) -> [DayWindow], busy: [InstantRange], eventBuffer: Int,
    now: Instant
  ) -> [Range<Int>] {
    var isFree = [Bool](repeating: false, count: grid.horizon)
    for (index, date) in grid.dates.enumerated() {
      for window in hours(date) {
        let range = instants(of: window, on: date, in: grid.zones[index])
        for slot in grid.slots(within: range) { isFree[slot] = true }
      }
    }
    for range in busy where !range.isEmpty {
      let touched = grid.slots(touching: widened(range, by: eventBuffer, grid))
      for slot in touched { isFree[slot] = false }
    }
    for slot in 0..<min(grid.horizon, max(0, grid.slot(after: now))) { isFree[slot] = false }
    return ranges(isFree)
  }

  /// The instants of a window on a date.
  public static func instants(
    of window: DayWindow, on date: CivilDate, in zone: Zone
  ) -> InstantRange {
    let from = CivilDateTime(date).adding(wallSeconds: window.start * 60)
    let days = window.end <= window.start ? 1 : 0
    let to = CivilDateTime(date.adding(days: days)).adding(wallSeconds: window.end * 60)
    let lower = zone.instant(of: from)
    return InstantRange(lower: lower, upper: max(lower, zone.instant(of: to)))
  }

  /// The taken slots with the buffer on both sides; the buffer counts whole slots of the grid.
  private static func widened(
    _ range: InstantRange, by buffer: Int, _ grid: SlotGrid
  ) -> InstantRange {
    InstantRange(
      lower: range.lower.map { grid.instant(of: grid.slot(at: $0) - buffer) },
      upper: range.upper.map { grid.instant(of: grid.slot(after: $0) + buffer) })
  }

  /// The runs of true.
  static func ranges(_ flags: [Bool]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var slot = 0
    while slot < flags.count {
      guard flags[slot] else {
        slot += 1
        continue
      }
      let first = slot
      while slot < flags.count, flags[slot] { slot += 1 }
      found.append(first..<slot)
    }
    return found
  }
}
