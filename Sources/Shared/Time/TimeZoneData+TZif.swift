extension TimeZoneData {
  /// Reads a compiled zone, RFC 8536 version 2 or later (version 1, which ends in 2037, where a
  /// file has nothing better).
  static func parse(tzif bytes: [UInt8]) throws(TimeZoneError) -> TimeZoneData {
    guard bytes.count <= TimeLimits.zoneFileBytes else {
      throw .malformedData(position: TimeLimits.zoneFileBytes)
    }
    let first = try Header(bytes, at: 0)
    guard first.version >= 2 else {
      return try block(bytes, header: first, timeSize: 4, rule: nil)
    }
    let header = try Header(bytes, at: first.start + first.length(timeSize: 4))
    let footer = header.start + header.length(timeSize: 8)
    guard footer < bytes.count, bytes[footer] == 10,
      let end = bytes[(footer + 1)...].firstIndex(of: 10)
    else { throw .malformedData(position: footer) }
    let text = Array(bytes[(footer + 1)..<end])
    let rule = text.isEmpty ? nil : try PosixTimeZoneRule(parsing: text)
    return try block(bytes, header: header, timeSize: 8, rule: rule)
  }

  /// The counts that stand before a data block.
  private struct Header {
    let version: Int
    let start: Int
    let utIndicators: Int
    let standardIndicators: Int
    let leapSeconds: Int
    let transitions: Int
    let types: Int
    let characters: Int

    init(_ bytes: [UInt8], at position: Int) throws(TimeZoneError) {
      guard bytes.count >= position + 44,
        Array(bytes[position..<(position + 4)]) == Array("TZif".utf8)
      else { throw .malformedData(position: position) }
      let digit = bytes[position + 4]
      version = digit == 0 ? 1 : Int(digit) - 48
      start = position + 44
      let counts = (0..<6).map { TimeZoneData.integer(bytes, at: position + 20 + $0 * 4, size: 4) }
      guard counts.allSatisfy({ (0...TimeLimits.zoneFileBytes).contains($0) }) else {
        throw .malformedData(position: position + 20)
      }
      utIndicators = counts[0]
      standardIndicators = counts[1]
      leapSeconds = counts[2]
      transitions = counts[3]
      types = counts[4]
      characters = counts[5]
      guard transitions <= TimeLimits.transitions, (1...256).contains(types) else {
        throw .malformedData(position: position + 32)
      }
    }

    func length(timeSize: Int) -> Int {
      transitions * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4)
        + standardIndicators + utIndicators
    }
  }

  private static func block(
    _ bytes: [UInt8], header: Header, timeSize: Int, rule: PosixTimeZoneRule?
  ) throws(TimeZoneError) -> TimeZoneData {
    guard header.start + header.length(timeSize: timeSize) <= bytes.count else {
      throw .malformedData(position: bytes.count)
    }
    var position = header.start
    var transitions: [Int] = []
    transitions.reserveCapacity(header.transitions)
    for index in 0..<header.transitions {
      let time = integer(bytes, at: position + index * timeSize, size: timeSize)
      if let last = transitions.last, time <= last {
        throw .malformedData(position: position + index * timeSize)
      }
      transitions.append(time)
    }
    position += header.transitions * timeSize
    let following = Array(bytes[position..<(position + header.transitions)])
    guard following.allSatisfy({ Int($0) < header.types }) else {
      throw .malformedData(position: position)
    }
    position += header.transitions
    let names = position + header.types * 6
    var types: [LocalType] = []
    for index in 0..<header.types {
      let entry = position + index * 6
      let offset = integer(bytes, at: entry, size: 4)
      let name = names + Int(bytes[entry + 5])
      guard (-90_000...93_600).contains(offset), name < names + header.characters else {
        throw .malformedData(position: entry)
      }
      let letters = bytes[name..<(names + header.characters)].prefix { $0 != 0 }
      types.append(
        LocalType(
          offset: offset, isDaylight: bytes[entry + 4] != 0,
          abbreviation: String(decoding: letters, as: UTF8.self)))
    }
    return TimeZoneData(
      transitions: transitions, following: following, types: types, rule: rule)
  }

  /// A big-endian two's-complement number of 4 or 8 bytes, all of which are there.
  private static func integer(_ bytes: [UInt8], at position: Int, size: Int) -> Int {
    var value: UInt64 = 0
    for index in 0..<size { value = value << 8 | UInt64(bytes[position + index]) }
    return size == 4
      ? Int(Int32(truncatingIfNeeded: value)) : Int(Int64(truncatingIfNeeded: value))
  }
}
