extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC: `2026-11-20T09:30:00Z`, with microseconds where there are any.
  public var description: String {
    text(offset: 0)
  }

  /// RFC 3339 with the zone's offset at this instant: `2026-11-20T10:30:00+01:00`.
  public func text(in zone: Zone) -> String {
    text(offset: zone.offset(at: self))
  }

  /// The instant written by RFC 3339 section 5.6 (`2026-11-20T09:30:00.25+01:00`), or nil where the
  /// text is anything else. A missing zone is refused; digits beyond the microsecond are dropped;
  /// a second 60 is read as 59.
  public init?(_ text: some StringProtocol) {
    self.init(bytes: Array(text.utf8))
  }

  /// The instant in ASCII, as `init(_:)` reads it.
  public init?(bytes: [UInt8]) {
    guard bytes.count >= 20, bytes.count <= 64,
      let local = CivilDateTime(bytes: Array(bytes[..<19]))
    else { return nil }
    var index = 19
    var micros = 0
    if bytes[index] == UInt8(ascii: ".") {
      var unit = 100_000
      index += 1
      let first = index
      while index < bytes.count, bytes[index] &- 48 < 10 {
        micros += Int(bytes[index] - 48) * unit
        unit /= 10
        index += 1
      }
      guard index > first else { return nil }
    }
    guard let offset = Instant.offset(bytes, from: index) else { return nil }
    self.init(microseconds: Int64((local.wallSeconds - offset) * 1_000_000 + micros))
  }

  private static func offset(_ bytes: [UInt8], from index: Int) -> Int? {
    guard index < bytes.count else { return nil }
    if bytes[index] | 0x20 == UInt8(ascii: "z") { return index + 1 == bytes.count ? 0 : nil }
    let negative = bytes[index] == UInt8(ascii: "-")
    guard negative || bytes[index] == UInt8(ascii: "+"), bytes.count == index + 6,
      bytes[index + 3] == UInt8(ascii: ":"),
      let hours = DecimalDigits.number(bytes, (index + 1)..<(index + 3)), hours < 24,
      let minutes = DecimalDigits.number(bytes, (index + 4)..<(index + 6)), minutes < 60
    else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return negative ? -seconds : seconds
  }

  private func text(offset: Int) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    CivilDateTime(wallSeconds: Int(seconds) + offset).appendText(to: &bytes)
    let fraction = Int(microseconds - seconds * 1_000_000)
    if fraction != 0 {
      bytes.append(UInt8(ascii: "."))
      DecimalDigits.append(fraction, width: 6, to: &bytes)
    }
    if offset == 0 {
      bytes.append(UInt8(ascii: "Z"))
    } else {
      bytes.append(UInt8(ascii: offset < 0 ? "-" : "+"))
      DecimalDigits.append(abs(offset) / 3600, width: 2, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      DecimalDigits.append(abs(offset) / 60 % 60, width: 2, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
