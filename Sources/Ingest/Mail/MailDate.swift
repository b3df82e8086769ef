/// Reads the dates of mail headers: RFC 5322 with its obsolete zones, `asctime`, ISO 8601, and the
/// slips that clients make. Two-digit years follow RFC 5322 section 4.3.
struct MailDate {
  private var position: Int
  private let end: Int

  private init(_ range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
  }

  /// Seconds since 1970-01-01T00:00:00Z, or nil where the text is no date.
  static func parse(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Int64? {
    let range = ByteSearch.trimmed(bytes, value)
    guard range.count >= 8 else { return nil }
    // No date is longer than this, comments included.
    let short = range.lowerBound..<min(range.upperBound, range.lowerBound + 200)
    var reader = MailDate(short)
    return reader.read(bytes)
  }

  private mutating func read(_ bytes: Span<UInt8>) -> Int64? {
    var year: Int?
    var month: Int?
    var day: Int?
    var seconds: Int?
    var zone: Int?
    var isAfternoon: Bool?
    while position < end {
      let byte = bytes[position]
      if Byte.isDigit(byte) {
        let number = digits(bytes)
        let next = position < end ? bytes[position] : 0
        if next == Byte.colon, seconds == nil {
          seconds = clock(bytes, hour: number.value)
          if seconds == nil { return nil }
        } else if next == Byte.hyphen, number.count == 4, year == nil, month == nil {
          year = number.value
          position += 1
          month = digits(bytes).value
          if position < end, bytes[position] == Byte.hyphen { position += 1 }
          day = digits(bytes).value
        } else if day == nil {
          day = number.value
        } else if year == nil {
          year = Self.fullYear(number.value, digits: number.count)
        }
      } else if Byte.isLetter(byte) {
        let word = letters(bytes)
        if month == nil, let found = Self.month(bytes, word) {
          month = found
        } else if ByteSearch.equals(bytes, word, "pm") {
          isAfternoon = true
        } else if ByteSearch.equals(bytes, word, "am") {
          isAfternoon = false
        } else if seconds != nil, zone == nil {
          zone = Self.zone(bytes, word)
        }
      } else if byte == UInt8(ascii: "+") || byte == Byte.hyphen {
        position += 1
        if seconds != nil, position < end, Byte.isDigit(bytes[position]) {
          let offset = offset(bytes)
          if let offset { zone = byte == Byte.hyphen ? -offset : offset }
        }
      } else if byte == Byte.openParenthesis {
        break
      } else {
        position += 1
      }
    }
    guard let year, let month, let day, let seconds else { return nil }
    return Self.instant(year, month, day, Self.adjusted(seconds, isAfternoon), zone ?? 0)
  }

  private static func adjusted(_ seconds: Int, _ isAfternoon: Bool?) -> Int {
    guard let isAfternoon, seconds < 13 * 3600 else { return seconds }
    let morning = seconds >= 12 * 3600 ? seconds - 12 * 3600 : seconds
    return isAfternoon ? morning + 12 * 3600 : morning
  }

  private static func instant(
    _ year: Int, _ month: Int, _ day: Int, _ seconds: Int, _ zone: Int
  ) -> Int64? {
    guard (1...12).contains(month), (1...31).contains(day), (1600...9999).contains(year) else {
      return nil
    }
    // Days since 1970-01-01 in the Gregorian calendar, years beginning in March.
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    return Int64(days) * 86_400 + Int64(seconds) - Int64(zone)
  }

  private static func fullYear(_ value: Int, digits: Int) -> Int {
    if digits >= 4 { return value }
    if digits == 3 { return 1900 + value }
    return value < 50 ? 2000 + value : 1900 + value
  }

  private mutating func digits(_ bytes: Span<UInt8>) -> (value: Int, count: Int) {
    let start = position
    var value = 0
    while position < end, Byte.isDigit(bytes[position]) {
      if position - start < 9 { value = value * 10 + Int(bytes[position] - 48) }
      position += 1
    }
    return (value, position - start)
  }

  private mutating func letters(_ bytes: Span<UInt8>) -> Range<Int> {
    let start = position
    while position < end, Byte.isLetter(bytes[position]) { position += 1 }
    return start..<position
  }

  /// `:mm` and `:ss` after an hour, a fraction skipped.
  private mutating func clock(_ bytes: Span<UInt8>, hour: Int) -> Int? {
    position += 1
    let minute = digits(bytes)
    var second = (value: 0, count: 2)
    if position < end, bytes[position] == Byte.colon {
      position += 1
      second = digits(bytes)
      if position < end, bytes[position] == UInt8(ascii: ".") {
        position += 1
        _ = digits(bytes)
      }
    }
    guard minute.count > 0, second.count > 0, hour < 25, minute.value < 60, second.value < 62 else {
      return nil
    }
    return hour * 3600 + minute.value * 60 + second.value
  }

  /// `hhmm`, `hh:mm` or `hh`, in seconds.
  private mutating func offset(_ bytes: Span<UInt8>) -> Int? {
    let first = digits(bytes)
    var hours = first.value
    var minutes = 0
    if position + 1 < end, bytes[position] == Byte.colon, first.count <= 2 {
      position += 1
      minutes = digits(bytes).value
    } else if first.count > 2 {
      hours = first.value / 100
      minutes = first.value % 100
    }
    guard hours < 24, minutes < 60 else { return nil }
    return hours * 3600 + minutes * 60
  }

  private static let monthNames: [StaticString] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func month(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Int? {
    guard word.count >= 3 else { return nil }
    let start = word.lowerBound..<(word.lowerBound + 3)
    for (index, name) in monthNames.enumerated() where ByteSearch.equals(bytes, start, name) {
      return index + 1
    }
    return nil
  }

  /// The zones of RFC 5322 section 4.3; every other name counts as UTC, as the RFC asks.
  private static func zone(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Int? {
    let hours: [(StaticString, Int)] = [
      ("est", -5), ("edt", -4), ("cst", -6), ("cdt", -5), ("mst", -7), ("mdt", -6), ("pst", -8),
      ("pdt", -7), ("cet", 1), ("cest", 2), ("bst", 1), ("jst", 9),
    ]
    guard word.count >= 3 else { return nil }
    for (name, offset) in hours where ByteSearch.equals(bytes, word, name) {
      return offset * 3600
    }
    return nil
  }
}
