/// The days that a rule's day parts let through, one after the other, a month at a time.
struct MatchingDays {
  /// What decides about the days of each month.
  var masks: MonthMasks
  private let isTrivial: Bool
  private var year = 0
  private var month = 0
  private var first = Int.max
  private var end = Int.min
  private var mask: UInt32 = 0

  /// With `isTrivial` every day passes.
  init(_ masks: MonthMasks, isTrivial: Bool) {
    self.masks = masks
    self.isTrivial = isTrivial
  }

  /// The first day at or after one that passes; nil after the last year, or where the work runs out.
  mutating func next(from day: Int, work: inout Int) -> Int? {
    if isTrivial { return day }
    var day = day
    if day < first || day >= end { enter(day) }
    while work >= 0 {
      let rest = mask >> UInt32(day - first)
      if rest != 0 { return day + rest.trailingZeroBitCount }
      work -= 1
      day = end
      guard year < RecurrenceLimits.lastYear || month < 12 else { return nil }
      followingMonth()
    }
    return nil
  }

  /// How many days of a range pass.
  mutating func count(_ range: Range<Int>, work: inout Int) -> Int {
    if isTrivial { return range.count }
    var count = 0
    var day = range.lowerBound
    if day < first || day >= end { enter(day) }
    while day < range.upperBound, work >= 0 {
      work -= 1
      var rest = mask >> UInt32(day - first)
      if range.upperBound < end { rest &= (1 << UInt32(range.upperBound - day)) - 1 }
      count += rest.nonzeroBitCount
      day = end
      followingMonth()
    }
    return count
  }

  private mutating func enter(_ day: Int) {
    let date = CivilDate(daysSinceEpoch: day)
    year = date.year
    month = date.month
    first = day - date.day + 1
    load()
  }

  private mutating func followingMonth() {
    first = end
    if month == 12 {
      month = 1
      year += 1
    } else {
      month += 1
    }
    load()
  }

  private mutating func load() {
    end = first + CivilDate.daysInMonth(month, of: year)
    mask = masks.mask(year: year, month: month, firstWeekday: RecurrencePeriods.weekday(first))
  }
}
