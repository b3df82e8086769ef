import Shared

/// JSON as pages carry it in scripts: with comments, CDATA marks, bare control characters and
/// commas too many.
enum TolerantJSON {
  /// The value, or nil where even a lenient reading fails.
  static func parse(_ bytes: [UInt8]) -> JSONValue? {
    if let value = try? JSONValue(parsing: bytes) { return value }
    return try? JSONValue(parsing: cleaned(bytes))
  }

  /// The same text as strict JSON, as far as small faults go.
  static func cleaned(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var place = 0
    var isInString = false
    while place < bytes.count {
      let byte = bytes[place]
      if isInString {
        copyInString(bytes, &place, &isInString, &output)
        continue
      }
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      switch byte {
      case 0x22:
        isInString = true
        output.append(byte)
        place += 1
      case 0x2F where next == 0x2A: place = end(of: [0x2A, 0x2F], bytes, place + 2)
      case 0x2F where next == 0x2F: place = end(of: [0x0A], bytes, place + 2)
      case 0x3C where next == 0x21: place = skipMark(bytes, place)
      case 0x2D where next == 0x2D, 0x5D where next == 0x5D && isMarkEnd(bytes, place):
        place = end(of: [0x3E], bytes, place)
      case 0x2C where followsEnd(bytes, place + 1): place += 1
      case 0..<0x20:
        output.append(0x20)
        place += 1
      case 0x3B where place + 8 >= bytes.count: place += 1
      default:
        output.append(byte)
        place += 1
      }
    }
    return output
  }

  private static func copyInString(
    _ bytes: [UInt8], _ place: inout Int, _ isInString: inout Bool, _ output: inout [UInt8]
  ) {
    let byte = bytes[place]
    switch byte {
    case 0x22:
      isInString = false
      output.append(byte)
    case 0x5C:
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      if "\"\\/bfnrtu".utf8.contains(next) {
        output.append(byte)
        output.append(next)
        place += 1
      } else {
        output.append(contentsOf: [0x5C, 0x5C])
      }
    case 0..<0x20: output.append(0x20)
    default: output.append(byte)
    }
    place += 1
  }

  private static func end(of mark: [UInt8], _ bytes: [UInt8], _ start: Int) -> Int {
    var place = start
    while place + mark.count <= bytes.count {
      if bytes[place..<place + mark.count].elementsEqual(mark) { return place + mark.count }
      place += 1
    }
    return bytes.count
  }

  /// Past `<!--` or `<![CDATA[`.
  private static func skipMark(_ bytes: [UInt8], _ place: Int) -> Int {
    if place + 2 < bytes.count, bytes[place + 2] == 0x5B { return min(place + 9, bytes.count) }
    return min(place + 4, bytes.count)
  }

  private static func isMarkEnd(_ bytes: [UInt8], _ place: Int) -> Bool {
    place + 2 < bytes.count && bytes[place + 2] == 0x3E
  }

  private static func followsEnd(_ bytes: [UInt8], _ start: Int) -> Bool {
    var place = start
    while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
    return place >= bytes.count || bytes[place] == 0x5D || bytes[place] == 0x7D
      || bytes[place] == 0x2C
  }
}
