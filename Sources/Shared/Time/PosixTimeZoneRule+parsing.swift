extension PosixTimeZoneRule {
  /// Reads a `TZ` string in ASCII; the whole of it has to be one.
  init(parsing bytes: [UInt8]) throws(TimeZoneError) {
    var reader = Reader(bytes: bytes)
    standardName = try reader.name()
    standardOffset = -(try reader.time(maximumHours: 24))
    guard !reader.isAtEnd else {
      daylightName = standardName
      daylightOffset = standardOffset
      changes = nil
      return
    }
    daylightName = try reader.name()
    daylightOffset =
      reader.peek == UInt8(ascii: ",")
      ? standardOffset + 3600 : -(try reader.time(maximumHours: 24))
    try reader.expect(UInt8(ascii: ","))
    let start = try reader.change()
    try reader.expect(UInt8(ascii: ","))
    let end = try reader.change()
    guard reader.isAtEnd else { throw reader.failure }
    changes = (start, end)
  }

  /// A place in the text of a rule.
  private struct Reader {
    let bytes: [UInt8]
    var index = 0

    var isAtEnd: Bool { index >= bytes.count }
    var peek: UInt8? { isAtEnd ? nil : bytes[index] }
    var failure: TimeZoneError { .malformedRule(position: index) }

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    mutating func expect(_ byte: UInt8) throws(TimeZoneError) {
      guard peek == byte else { throw failure }
      index += 1
    }

    /// Three letters or more, or anything between angle brackets.
    mutating func name() throws(TimeZoneError) -> String {
      let quoted = peek == UInt8(ascii: "<")
      if quoted { index += 1 }
      let start = index
      while let byte = peek {
        let isLetter = (byte | 0x20) &- 97 < 26
        let isMore = byte &- 48 < 10 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        guard isLetter || (quoted && isMore) else { break }
        index += 1
      }
      guard index - start >= 3 else { throw failure }
      let name = String(decoding: bytes[start..<index], as: UTF8.self)
      if quoted { try expect(UInt8(ascii: ">")) }
      return name
    }

    mutating func number(_ allowed: ClosedRange<Int>) throws(TimeZoneError) -> Int {
      let start = index
      while let byte = peek, byte &- 48 < 10, index - start < 4 { index += 1 }
      guard let value = DecimalDigits.number(bytes, start..<index), allowed.contains(value) else {
        throw failure
      }
      return value
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time(maximumHours: Int) throws(TimeZoneError) -> Int {
      var sign = 1
      if let byte = peek, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") {
        sign = byte == UInt8(ascii: "-") ? -1 : 1
        index += 1
      }
      var seconds = try number(0...maximumHours) * 3600
      for unit in [60, 1] where peek == UInt8(ascii: ":") {
        index += 1
        seconds += try number(0...59) * unit
      }
      return sign * seconds
    }

    mutating func change() throws(TimeZoneError) -> Change {
      let day: Change.Day
      if peek == UInt8(ascii: "M") {
        index += 1
        let month = try number(1...12)
        try expect(UInt8(ascii: "."))
        let week = try number(1...5)
        try expect(UInt8(ascii: "."))
        day = .weekday(month: month, week: week, day: try number(0...6))
      } else if peek == UInt8(ascii: "J") {
        index += 1
        day = .julian(try number(1...365))
      } else {
        day = .ordinal(try number(0...365))
      }
      guard peek == UInt8(ascii: "/") else { return Change(day: day, seconds: 7200) }
      index += 1
      return Change(day: day, seconds: try time(maximumHours: 167))
    }
  }
}
