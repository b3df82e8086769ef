/// Which times a task may hold.
enum TaskTimestamp {
  /// The instants of the years 1 to 9999, which every reader of RFC 3339 understands.
  static let storable =
    Instant(seconds: -62_135_596_800)...Instant(microseconds: 253_402_300_799_999_999)

  /// True for a local time such as `2026-06-05T09:00:00`, without zone or fraction.
  static func isLocal(_ text: String) -> Bool {
    text.utf8.count == 19 && CivilDateTime(text) != nil
  }
}
