/// Reads the text of a rule in one pass, strictly or forgiving what the wild is known to write.
struct RecurrenceRuleParser {
  private let bytes: [UInt8]
  private let isLenient: Bool
  private var seen: [RecurrencePart: Int] = [:]
  /// What a lenient reading overlooked.
  private(set) var forgiven: [RecurrenceError] = []
  private var frequency: RecurrenceFrequency?
  private var draft = RecurrenceRule(.daily)
  private var count: Int?
  private var until: RecurrenceLimit?

  /// A parser of these bytes; lenient, or strict.
  init(bytes: [UInt8], isLenient: Bool) {
    self.bytes = bytes
    self.isLenient = isLenient
  }

  /// The rule that the bytes spell; throws where they spell none.
  mutating func parse() throws(RecurrenceError) -> RecurrenceRule {
    guard bytes.count <= RecurrenceLimits.ruleBytes else {
      throw RecurrenceError(.tooLong, at: RecurrenceLimits.ruleBytes)
    }
    guard !bytes.isEmpty else { throw RecurrenceError(.empty, at: 0) }
    var start = 0
    if isLenient, bytes.count > 6, name(0..<6) == "RRULE:" { start = 6 }
    while start <= bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: ";")) ?? bytes.count
      try part(trimmed(start..<end))
      start = end + 1
    }
    return try rule()
  }

  /// Throws the error, or notes it where reading is lenient.
  private mutating func forgive(_ error: RecurrenceError) throws(RecurrenceError) {
    guard isLenient else { throw error }
    forgiven.append(error)
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    guard isLenient else { return range }
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, bytes[lower] <= 32 { lower += 1 }
    while upper > lower, bytes[upper - 1] <= 32 { upper -= 1 }
    return lower..<upper
  }

  private func name(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].map { $0 &- 97 < 26 ? $0 - 32 : $0 }, as: UTF8.self)
  }

  private mutating func part(_ range: Range<Int>) throws(RecurrenceError) {
    guard let equals = bytes[range].firstIndex(of: UInt8(ascii: "=")), equals > range.lowerBound,
      equals + 1 < range.upperBound
    else {
      try forgive(RecurrenceError(.malformedPart, at: range.lowerBound))
      return
    }
    let nameRange = trimmed(range.lowerBound..<equals)
    guard nameRange.count <= 10, let part = RecurrencePart(rawValue: name(nameRange)) else {
      try forgive(RecurrenceError(.unknownPart, at: range.lowerBound))
      return
    }
    if seen.updateValue(range.lowerBound, forKey: part) != nil {
      try forgive(RecurrenceError(.repeatedPart, part: part, at: range.lowerBound))
    }
    try value(of: part, trimmed((equals + 1)..<range.upperBound))
  }

  private mutating func value(
    of part: RecurrencePart, _ range: Range<Int>
  ) throws(RecurrenceError) {
    switch part {
    case .frequency:
      let word = name(range.prefix(10))
      guard let known = RecurrenceFrequency.allCases.first(where: { $0.code == word }) else {
        throw RecurrenceError(.unknownFrequency, part: part, at: range.lowerBound)
      }
      frequency = known
    case .interval:
      if isLenient, bytes[range].allSatisfy({ $0 == 48 }) {
        try forgive(RecurrenceError(.numberOutOfRange, part: part, at: range.lowerBound))
        draft.interval = 1
      } else {
        draft.interval = try number(range, of: part, in: 1...RecurrenceLimits.number, signed: false)
      }
    case .count:
      count = try number(range, of: part, in: 1...RecurrenceLimits.number, signed: false)
    case .until: until = try limit(range)
    case .weekStart: draft.weekStart = try weekday(range, of: part)
    case .day: draft.days = RecurrenceRule.sorted(try dayList(range))
    default:
      guard let allowed = part.numbers else { return }
      let list = try numberList(range, of: part, in: allowed.range, signed: allowed.signed)
      set(list, of: part)
    }
  }

  private mutating func set(_ numbers: [Int], of part: RecurrencePart) {
    switch part {
    case .month: draft.months = numbers
    case .weekNumber: draft.weekNumbers = numbers
    case .yearDay: draft.yearDays = numbers
    case .monthDay: draft.monthDays = numbers
    case .hour: draft.hours = numbers
    case .minute: draft.minutes = numbers
    case .second: draft.seconds = RecurrenceRule.sorted(numbers.map { min($0, 59) })
    default: draft.positions = numbers
    }
  }

  private func number(
    _ range: Range<Int>, of part: RecurrencePart, in allowed: ClosedRange<Int>, signed: Bool
  ) throws(RecurrenceError) -> Int {
    var digits = range
    var sign = 1
    if signed, let first = bytes[range].first,
      [UInt8(ascii: "-"), UInt8(ascii: "+")].contains(first)
    {
      sign = first == UInt8(ascii: "-") ? -1 : 1
      digits = (range.lowerBound + 1)..<range.upperBound
    }
    guard !digits.isEmpty, bytes[digits].allSatisfy({ $0 &- 48 < 10 }) else {
      throw RecurrenceError(.malformedNumber, part: part, at: range.lowerBound)
    }
    guard let value = DecimalDigits.number(bytes, digits), allowed.contains(value) else {
      throw RecurrenceError(.numberOutOfRange, part: part, at: range.lowerBound)
    }
    return sign * value
  }

  /// The ranges between the commas of a list; an empty item keeps its empty range.
  private func items(_ range: Range<Int>) -> [Range<Int>] {
    var items: [Range<Int>] = []
    var start = range.lowerBound
    for index in range where bytes[index] == UInt8(ascii: ",") {
      items.append(trimmed(start..<index))
      start = index + 1
    }
    items.append(trimmed(start..<range.upperBound))
    return items
  }

  private func numberList(
    _ range: Range<Int>, of part: RecurrencePart, in allowed: ClosedRange<Int>, signed: Bool
  ) throws(RecurrenceError) -> [Int] {
    var numbers: [Int] = []
    for item in items(range) {
      numbers.append(try number(item, of: part, in: allowed, signed: signed))
    }
    let sorted = RecurrenceRule.sorted(numbers)
    guard sorted.count <= RecurrenceLimits.listItems else {
      throw RecurrenceError(.tooManyItems, part: part, at: range.lowerBound)
    }
    return sorted
  }

  private func weekday(
    _ range: Range<Int>, of part: RecurrencePart
  ) throws(RecurrenceError) -> Weekday {
    guard range.count == 2 else {
      throw RecurrenceError(.malformedDay, part: part, at: range.lowerBound)
    }
    let letters = (bytes[range.lowerBound] & 0xDF, bytes[range.lowerBound + 1] & 0xDF)
    for day in Weekday.allCases {
      let code = Array(day.code.utf8)
      if letters == (code[0], code[1]) { return day }
    }
    throw RecurrenceError(.malformedDay, part: part, at: range.lowerBound)
  }

  private func dayList(_ range: Range<Int>) throws(RecurrenceError) -> [RecurrenceDay] {
    var days: [RecurrenceDay] = []
    for item in items(range) {
      guard item.count >= 2 else {
        throw RecurrenceError(.malformedDay, part: .day, at: item.lowerBound)
      }
      let split = item.upperBound - 2
      let day = try weekday(split..<item.upperBound, of: .day)
      guard item.count > 2 else {
        days.append(RecurrenceDay(day))
        continue
      }
      let ordinal = try number(item.lowerBound..<split, of: .day, in: 1...53, signed: true)
      days.append(RecurrenceDay(day, ordinal: ordinal))
    }
    return days
  }

  private func limit(_ range: Range<Int>) throws(RecurrenceError) -> RecurrenceLimit {
    guard let parsed = BasicDateTime(bytes, range) else {
      throw RecurrenceError(.malformedUntil, part: .until, at: range.lowerBound)
    }
    guard let time = parsed.time else { return .date(parsed.date) }
    let local = CivilDateTime(parsed.date, time)
    return parsed.isUTC ? .utc(local) : .local(local)
  }
}

extension RecurrenceRuleParser {
  /// The rule that the parts make together.
  private mutating func rule() throws(RecurrenceError) -> RecurrenceRule {
    guard let frequency else { throw RecurrenceError(.missingFrequency, at: 0) }
    var rule = RecurrenceRule(frequency)
    rule.interval = draft.interval
    rule.weekStart = draft.weekStart
    rule.months = draft.months
    rule.weekNumbers = draft.weekNumbers
    rule.yearDays = draft.yearDays
    rule.monthDays = draft.monthDays
    rule.days = draft.days
    rule.hours = draft.hours
    rule.minutes = draft.minutes
    rule.seconds = draft.seconds
    rule.positions = draft.positions
    if let until { rule.end = .until(until) } else if let count { rule.end = .count(count) }
    if count != nil, until != nil {
      try forgive(
        RecurrenceError(.countAndUntil, part: .count, at: seen[.count] ?? 0))
    }
    try removeForbidden(from: &rule)
    return rule
  }

  /// The table of RFC 5545 section 3.3.10 and the sentences around it.
  private mutating func removeForbidden(from rule: inout RecurrenceRule) throws(RecurrenceError) {
    let frequency = rule.frequency
    if !rule.weekNumbers.isEmpty, frequency != .yearly {
      try forbid(.weekNumber, .notWithFrequency)
      rule.weekNumbers = []
    }
    if !rule.yearDays.isEmpty, [.monthly, .weekly, .daily].contains(frequency) {
      try forbid(.yearDay, .notWithFrequency)
      rule.yearDays = []
    }
    if !rule.monthDays.isEmpty, frequency == .weekly {
      try forbid(.monthDay, .notWithFrequency)
      rule.monthDays = []
    }
    if rule.days.contains(where: { $0.ordinal != nil }),
      frequency > .monthly || !rule.weekNumbers.isEmpty
    {
      try forbid(.day, .numberedDay)
      rule.days = RecurrenceRule.sorted(rule.days.map { RecurrenceDay($0.weekday) })
    }
    let parts: [RecurrencePart] = [
      .month, .weekNumber, .yearDay, .monthDay, .day, .hour, .minute, .second,
    ]
    if !rule.positions.isEmpty, !parts.contains(where: { seen[$0] != nil }) {
      try forbid(.position, .positionAlone)
      rule.positions = []
    }
  }

  private mutating func forbid(
    _ part: RecurrencePart, _ code: RecurrenceError.Code
  ) throws(RecurrenceError) {
    try forgive(RecurrenceError(code, part: part, at: seen[part] ?? 0))
  }
}
