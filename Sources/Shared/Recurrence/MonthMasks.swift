/// Which days of a month a rule's day parts let through, as bits (bit 0 is the 1st).
///
/// Apart from BYMONTH and BYYEARDAY that depends only on the month's length and first weekday, so
/// 28 masks serve all months.
struct MonthMasks: Sendable {
  private let months: UInt16
  private let monthDays: [Int]
  private let days: [RecurrenceDay]
  /// BYYEARDAY by month, for common years and leap years; empty where the rule has none.
  private let yearDayMasks: [[UInt32]]
  private var known = [UInt32](repeating: .max, count: 28)

  /// The masks of a plan, none computed yet.
  init(_ plan: RecurrencePlan) {
    months = plan.months
    monthDays = plan.monthDays
    days = plan.days
    yearDayMasks =
      plan.yearDays.isEmpty
      ? []
      : [false, true].map { leap in
        MonthMasks.yearDays(plan.yearDays, leap: leap)
      }
  }

  /// The days of a month of a year whose first day is that weekday (0 is Monday).
  mutating func mask(year: Int, month: Int, firstWeekday: Int) -> UInt32 {
    guard months & (1 << UInt16(month)) != 0 else { return 0 }
    let length = CivilDate.daysInMonth(month, of: year)
    let key = (length - 28) * 7 + firstWeekday
    var mask = known[key]
    if mask == .max {
      mask = compute(length: length, firstWeekday: firstWeekday)
      known[key] = mask
    }
    if yearDayMasks.isEmpty { return mask }
    return mask & yearDayMasks[CivilDate.isLeap(year) ? 1 : 0][month - 1]
  }

  private func compute(length: Int, firstWeekday: Int) -> UInt32 {
    let all: UInt32 = (1 << UInt32(length)) - 1
    var mask = all
    if !monthDays.isEmpty {
      var wanted: UInt32 = 0
      for number in monthDays {
        let day = number > 0 ? number : length + 1 + number
        if day >= 1, day <= length { wanted |= 1 << UInt32(day - 1) }
      }
      mask &= wanted
    }
    if !days.isEmpty {
      var wanted: UInt32 = 0
      for day in days {
        let first = (day.weekday.rawValue - 1 - firstWeekday + 7) % 7
        let weekdays = (0x1020_4081 as UInt32) << UInt32(first) & all
        guard let ordinal = day.ordinal else {
          wanted |= weekdays
          continue
        }
        let count = weekdays.nonzeroBitCount
        let index = ordinal > 0 ? ordinal - 1 : count + ordinal
        if index >= 0, index < count { wanted |= 1 << UInt32(first + index * 7) }
      }
      mask &= wanted
    }
    return mask
  }

  private static func yearDays(_ numbers: [Int], leap: Bool) -> [UInt32] {
    let year = leap ? 2024 : 2023
    let length = CivilDate.daysInYear(year)
    var wanted = [Bool](repeating: false, count: length)
    for number in numbers {
      let day = number > 0 ? number : length + 1 + number
      if day >= 1, day <= length { wanted[day - 1] = true }
    }
    var masks: [UInt32] = []
    var first = 0
    for month in 1...12 {
      let length = CivilDate.daysInMonth(month, of: year)
      var mask: UInt32 = 0
      for day in 0..<length where wanted[first + day] { mask |= 1 << UInt32(day) }
      masks.append(mask)
      first += length
    }
    return masks
  }
}
