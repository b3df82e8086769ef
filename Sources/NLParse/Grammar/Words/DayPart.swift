/// A part of the day that has a name; its hours stand in ``LinePolicy``.
enum DayPart: UInt8, Sendable, CaseIterable {
  case morning, lunch, afternoon, evening, night

  /// The part of that name in a language table, or nil.
  init?(name: Substring) {
    guard let found = DayPart.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = found
  }
}
