/// Which hours, minutes or seconds of a day a rule of the clock's frequencies lets through.
struct ClockUnits: Sendable {
  /// Units in a day: 24, 1 440 or 86 400.
  let perDay: Int
  private let hours: UInt32
  private let minutes: UInt64
  private let seconds: UInt64
  private let isTrivial: Bool
  private let frequency: RecurrenceFrequency

  /// The units that a plan of the clock's frequencies lets through.
  init(_ plan: RecurrencePlan) {
    frequency = plan.frequency
    perDay = 86_400 / plan.frequency.unitSeconds
    hours = plan.hourMask
    minutes = plan.minuteMask
    seconds = plan.secondMask
    isTrivial = plan.takesEveryUnit
  }

  /// Units of a day that pass.
  var allowedPerDay: Int {
    switch frequency {
    case .hourly: hours.nonzeroBitCount
    case .minutely: hours.nonzeroBitCount * minutes.nonzeroBitCount
    default: hours.nonzeroBitCount * minutes.nonzeroBitCount * seconds.nonzeroBitCount
    }
  }

  /// The first unit of the day at or after one that passes; nil where none is left.
  func next(from unit: Int) -> Int? {
    if isTrivial { return unit }
    switch frequency {
    case .hourly: return ClockUnits.nextBit(UInt64(hours), unit)
    case .minutely: return nextMinute(unit)
    default: return nextSecond(unit)
    }
  }

  private func nextMinute(_ unit: Int) -> Int? {
    guard let hour = ClockUnits.nextBit(UInt64(hours), unit / 60) else { return nil }
    if hour == unit / 60, let minute = ClockUnits.nextBit(minutes, unit % 60) {
      return hour * 60 + minute
    }
    let from = hour == unit / 60 ? hour + 1 : hour
    guard let next = ClockUnits.nextBit(UInt64(hours), from) else { return nil }
    return next * 60 + minutes.trailingZeroBitCount
  }

  private func nextSecond(_ unit: Int) -> Int? {
    guard let minute = nextMinute(unit / 60) else { return nil }
    if minute == unit / 60, let second = ClockUnits.nextBit(seconds, unit % 60) {
      return minute * 60 + second
    }
    let from = minute == unit / 60 ? minute + 1 : minute
    guard from < 1_440, let next = nextMinute(from) else { return nil }
    return next * 60 + seconds.trailingZeroBitCount
  }

  private static func nextBit(_ mask: UInt64, _ index: Int) -> Int? {
    guard index < 64 else { return nil }
    let rest = mask >> UInt64(index)
    return rest == 0 ? nil : index + rest.trailingZeroBitCount
  }

  /// True where the interval steps only on units of the day that never pass: those it reaches are
  /// the ones congruent to its start by the greatest common divisor with the day.
  func isNever(origin: Int, interval: Int) -> Bool {
    guard !isTrivial else { return false }
    var (divisor, rest) = (perDay, interval % perDay)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    var unit = RecurrencePeriods.remainder(origin, divisor)
    while unit < perDay {
      guard let found = next(from: unit) else { return true }
      if found == unit { return false }
      unit += (found - unit + divisor - 1) / divisor * divisor
    }
    return true
  }
}
