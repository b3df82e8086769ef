/// Other ways to write the name of a zone.
enum TimeZoneNames {
  /// The zone of `UTC` and its kin and of a fixed offset (`+05:30`, `-0800`, `UTC+2`, `GMT-03:30`).
  static func fixed(_ name: String) -> Zone? {
    let upper = name.uppercased()
    if ["UTC", "Z", "GMT", "ETC/UTC", "UCT", "ZULU", "UNIVERSAL"].contains(upper) { return .utc }
    var bytes = Array(upper.utf8)
    if bytes.starts(with: "UTC".utf8) || bytes.starts(with: "GMT".utf8) { bytes.removeFirst(3) }
    guard let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      bytes.count <= 9
    else { return nil }
    var digits = bytes.dropFirst().filter { $0 != UInt8(ascii: ":") }
    if digits.count == 1 || digits.count == 3 { digits.insert(48, at: 0) }
    while digits.count < 6 { digits.append(48) }
    guard let hours = DecimalDigits.number(digits, 0..<2), hours < 24,
      let minutes = DecimalDigits.number(digits, 2..<4), minutes < 60,
      let seconds = DecimalDigits.number(digits, 4..<6), seconds < 60
    else { return nil }
    let offset = hours * 3600 + minutes * 60 + seconds
    return Zone(fixedOffset: sign == UInt8(ascii: "-") ? -offset : offset)
  }

  /// True for a path below the zone directory that stays there: letters, digits, `_`, `+`, `-` in
  /// parts joined by `/`.
  static func isPlain(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= TimeLimits.zoneNameBytes else { return false }
    var partLength = 0
    for byte in name.utf8 {
      if byte == UInt8(ascii: "/") {
        guard partLength > 0 else { return false }
        partLength = 0
        continue
      }
      let isLetter = (byte | 0x20) &- 97 < 26 || byte &- 48 < 10
      guard
        isLetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
          || byte == UInt8(ascii: "-")
      else { return false }
      partLength += 1
    }
    return partLength > 0
  }

  /// Names to try where the given one is in no file: its Windows meaning, its link, itself in
  /// another case, and what remains without the path some programs put before it.
  static func alternatives(_ name: String) -> [String] {
    let key = name.lowercased()
    var names: [String] = []
    if let windows = WindowsTimeZones.byName[key] { names.append(windows) }
    if let target = TimeZoneLinks.byName[key] { names.append(target) }
    names.append(name)
    let parts = name.split(separator: "/")
    guard name.hasPrefix("/"), parts.count >= 2 else { return names }
    for kept in stride(from: min(3, parts.count), through: 1, by: -1) {
      let rest = parts.suffix(kept).joined(separator: "/")
      if let target = TimeZoneLinks.byName[rest.lowercased()] { names.append(target) }
      names.append(rest)
    }
    return names
  }
}
