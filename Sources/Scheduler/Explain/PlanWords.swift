import Shared

/// Times and lengths in the words of reasons, on the person's own clock.
struct PlanWords: Sendable {
  /// The grid that slots are of.
  let grid: SlotGrid

  /// `Tue 24 Nov 10:15`.
  func time(_ slot: Int) -> String {
    let slot = min(max(slot, 0), grid.horizon)
    let zone = grid.zone(of: min(slot, grid.horizon - 1))
    let local = zone.local(at: grid.instant(of: slot))
    return "\(day(local.date)) \(clock(local.time))"
  }

  /// `Tue 24 Nov 10:15`, where an end at midnight belongs to the day before it.
  func end(_ slot: Int) -> String {
    let zone = grid.zone(of: min(max(slot - 1, 0), grid.horizon - 1))
    let local = zone.local(at: grid.instant(of: slot))
    guard local.time == .midnight else { return time(slot) }
    return "\(day(local.date.adding(days: -1))) 24:00"
  }

  /// `Tue 24 Nov`.
  func day(_ date: CivilDate) -> String {
    "\(Self.weekdays[date.weekday.rawValue % 7]) \(date.day) \(Self.months[date.month - 1])"
  }

  /// `10:15`.
  func clock(_ time: CivilTime) -> String { DayWindow.text(time.secondOfDay / 60) }

  /// `1 h 30 min` of slots.
  func length(_ slots: Int) -> String {
    let minutes = slots * SlotGrid.slotSeconds / 60
    let parts = [
      minutes >= 60 ? "\(minutes / 60) h" : nil, minutes % 60 > 0 ? "\(minutes % 60) min" : nil,
    ].compactMap(\.self)
    return parts.isEmpty ? "0 min" : parts.joined(separator: " ")
  }

  /// How long something is late: days from one day on, else hours and minutes.
  func delay(_ slots: Int) -> String {
    let days = slots / 96
    if days >= 2 { return "\(days) days" }
    return days == 1 ? "1 day" : length(slots)
  }

  private static let weekdays = weekdayNames()
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func weekdayNames() -> [String] {
    var names = [String](repeating: "", count: 7)
    let known: [(Weekday, String)] = [
      (.monday, "Mon"), (.tuesday, "Tue"), (.wednesday, "Wed"), (.thursday, "Thu"),
      (.friday, "Fri"), (.saturday, "Sat"), (.sunday, "Sun"),
    ]
    for (day, name) in known { names[day.rawValue % 7] = name }
    return names
  }
}
