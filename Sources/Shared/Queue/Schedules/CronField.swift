/// One field of a cron expression: its range and names, and how it is read.
enum CronField: String {
  case second, minute, hour, day, month, weekday

  private var range: ClosedRange<Int> {
    switch self {
    case .second, .minute: 0...59
    case .hour: 0...23
    case .day: 1...31
    case .month: 1...12
    case .weekday: 0...7
    }
  }

  private var names: [String] {
    switch self {
    case .month:
      ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    case .weekday: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
    default: []
    }
  }

  /// The values that the field lists, a bit each.
  func mask(_ text: [UInt8]) throws(ScheduleError) -> UInt64 {
    var mask: UInt64 = 0
    for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      mask |= try partMask(Array(part))
    }
    return mask
  }

  private func partMask(_ part: [UInt8]) throws(ScheduleError) -> UInt64 {
    let halves = part.split(
      separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
    var step = 1
    if halves.count == 2 {
      guard let number = Self.number(Array(halves[1])), number > 0, number <= 60 else {
        throw ScheduleError(.badStep, field: rawValue)
      }
      step = number
    }
    guard let body = halves.first.map(Array.init), !body.isEmpty else {
      throw ScheduleError(.badValue, field: rawValue)
    }
    if body == [UInt8(ascii: "*")] || body == [UInt8(ascii: "?")] {
      return Self.bits(
        from: range.lowerBound, through: self == .weekday ? 6 : range.upperBound, step: step)
    }
    let ends = body.split(
      separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
    let first = try value(Array(ends[0]))
    if ends.count == 1 {
      let last = halves.count == 2 ? (self == .weekday ? 6 : range.upperBound) : first
      return Self.bits(from: first, through: max(first, last), step: step)
    }
    let last = try value(Array(ends[1]))
    if first <= last { return Self.bits(from: first, through: last, step: step) }
    // A week has no end: FRI-MON runs over Sunday.
    guard self == .weekday, first <= 6 else { throw ScheduleError(.badRange, field: rawValue) }
    var mask: UInt64 = 0
    for day in stride(from: first, through: last + 7, by: step) { mask |= 1 << UInt64(day % 7) }
    return mask
  }

  private func value(_ text: [UInt8]) throws(ScheduleError) -> Int {
    if let number = Self.number(text) {
      guard range.contains(number) else { throw ScheduleError(.badValue, field: rawValue) }
      return number
    }
    let upper = String(decoding: text, as: UTF8.self).uppercased()
    guard let place = names.firstIndex(of: upper) else {
      throw ScheduleError(.badValue, field: rawValue)
    }
    return place + range.lowerBound
  }

  private static func bits(from first: Int, through last: Int, step: Int) -> UInt64 {
    var mask: UInt64 = 0
    for value in stride(from: first, through: last, by: step) { mask |= 1 << UInt64(value) }
    return mask
  }

  private static func number(_ text: [UInt8]) -> Int? {
    guard (1...2).contains(text.count) else { return nil }
    var value = 0
    for byte in text {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
}
