/// A DATE or DATE-TIME as calendars in the wild write it: RFC 5545's form, with blanks around it,
/// without its seconds, or with the hyphens and colons of ISO 8601's extended form.
struct LenientDateTime {
  /// The day.
  let date: CivilDate
  /// The time of day; nil where the text is a date alone.
  let time: CivilTime?
  /// True where a `Z` follows.
  let isUTC: Bool

  /// Reads a text; nil where it is neither a date nor a date and time.
  init?(_ text: String) {
    var bytes = text.utf8.filter { $0 > 32 && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ":") }
    // 20261120T0930, 20261120T0930Z
    if bytes.count == 13 { bytes += [48, 48] }
    if bytes.count == 14, bytes[13] & 0xDF == UInt8(ascii: "Z") {
      bytes.insert(contentsOf: [48, 48], at: 13)
    }
    // 24:00 ends the day that it stands on.
    var nextDay = false
    if bytes.count >= 15, bytes[9...14].elementsEqual(Array("240000".utf8)) {
      bytes.replaceSubrange(9...10, with: [48, 48])
      nextDay = true
    }
    guard let parsed = BasicDateTime(bytes, 0..<bytes.count) else { return nil }
    date = nextDay ? parsed.date.adding(days: 1) : parsed.date
    time = parsed.time
    isUTC = parsed.isUTC
  }
}
