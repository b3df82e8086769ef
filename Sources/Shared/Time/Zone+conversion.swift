extension Zone {
  /// No zone is farther from UTC than this many seconds (RFC 8536 section 3.2), nor changes by more.
  static let widestOffset = 26 * 3600

  /// Seconds to add to UTC at an instant.
  public func offset(at instant: Instant) -> Int {
    span(at: Int(instant.seconds)).offset
  }

  /// The wall time at an instant; fractions of a second are dropped.
  public func local(at instant: Instant) -> CivilDateTime {
    CivilDateTime(wallSeconds: Int(instant.seconds) + offset(at: instant))
  }

  /// The day at an instant.
  public func date(at instant: Instant) -> CivilDate {
    local(at: instant).date
  }

  /// The instant of a wall time by RFC 5545 section 3.3.5: in a gap by the offset before it, in an
  /// overlap the first of the two.
  public func instant(of local: CivilDateTime) -> Instant {
    resolve(local).instant
  }

  /// The first instant of a day: midnight, or the end of the gap where clocks skip midnight.
  public func startOfDay(_ date: CivilDate) -> Instant {
    switch resolve(CivilDateTime(date)) {
    case .unique(let instant): instant
    case .gap(_, _, let transition): transition
    case .overlap(let first, _): first
    }
  }

  /// The instants of a day: 23 to 25 hours where clocks change.
  public func instants(of date: CivilDate) -> InstantRange {
    InstantRange(lower: startOfDay(date), upper: startOfDay(date.adding(days: 1)))
  }

  /// The instants that a wall time may mean.
  public func resolve(_ local: CivilDateTime) -> LocalResolution {
    var cursor = ZoneCursor(self)
    return cursor.resolve(wallSeconds: local.wallSeconds)
  }
}
