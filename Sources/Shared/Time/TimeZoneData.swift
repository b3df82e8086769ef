/// What a zone's clocks did and will do: its changes in order, and a rule for the years after them.
///
/// Built from a TZif file (RFC 8536) or from a VTIMEZONE component.
final class TimeZoneData: Sendable {
  /// One kind of local time that the zone has kept.
  struct LocalType: Hashable, Sendable {
    /// Seconds to add to UTC.
    let offset: Int
    /// True where clocks are ahead of standard time.
    let isDaylight: Bool
    /// The letters behind such a time.
    let abbreviation: String
  }

  /// Seconds since the Unix epoch at which the clocks changed, ascending.
  let transitions: [Int]
  /// For each transition, the index in `types` of what holds after it.
  let following: [UInt8]
  /// At least one; the first holds before the first transition.
  let types: [LocalType]
  /// What holds after the last transition; nil where its own type does for ever.
  let rule: PosixTimeZoneRule?

  /// A zone of these parts; the caller vouches for their order and indices.
  init(
    transitions: [Int], following: [UInt8], types: [LocalType], rule: PosixTimeZoneRule?
  ) {
    self.transitions = transitions
    self.following = following
    self.types = types
    self.rule = rule
  }

  /// The stretch around a second (since the Unix epoch).
  func span(at seconds: Int) -> ZoneSpan {
    guard let last = transitions.last else {
      return rule?.span(at: seconds) ?? span(of: types[0], from: .min, until: .max)
    }
    if seconds >= last {
      guard let rule else { return span(of: types[Int(following.last ?? 0)], from: last) }
      let span = rule.span(at: seconds)
      return ZoneSpan(
        start: max(span.start, last), end: span.end, offset: span.offset,
        isDaylight: span.isDaylight, abbreviation: span.abbreviation)
    }
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    let type = low == 0 ? types[0] : types[Int(following[low - 1])]
    return span(
      of: type, from: low == 0 ? .min : transitions[low - 1], until: transitions[low])
  }

  private func span(of type: LocalType, from start: Int, until end: Int = .max) -> ZoneSpan {
    ZoneSpan(
      start: start, end: end, offset: type.offset, isDaylight: type.isDaylight,
      abbreviation: type.abbreviation)
  }
}
