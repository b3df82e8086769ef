extension CivilDateTime {
  /// The wall time that much later: first the calendar's part, then the clock's, where every day
  /// has 86 400 seconds. Where a zone is known, `Zone.instant(adding:to:)` minds its changes.
  public func adding(_ duration: CivilDuration) -> CivilDateTime {
    let day = date.adding(months: duration.months).adding(days: duration.days)
    return CivilDateTime(day, time).adding(wallSeconds: duration.seconds)
  }
}

extension Instant {
  /// The instant that many seconds later; the ends of the time line hold.
  public func adding(seconds: Int) -> Instant {
    let (product, tooFar) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000)
    let (sum, overflow) = microseconds.addingReportingOverflow(product)
    return Instant(microseconds: tooFar || overflow ? (seconds < 0 ? .min : .max) : sum)
  }
}

extension Zone {
  /// The instant that much later in this zone: the calendar's part keeps the wall time, the clock's
  /// part is exact (RFC 5545 section 3.3.6).
  public func instant(adding duration: CivilDuration, to instant: Instant) -> Instant {
    guard duration.months != 0 || duration.days != 0 else {
      return instant.adding(seconds: duration.seconds)
    }
    let fraction = instant.microseconds - instant.seconds * 1_000_000
    let moved = self.instant(
      of: local(at: instant).adding(
        CivilDuration(months: duration.months, days: duration.days)))
    return Instant(microseconds: moved.microseconds + fraction).adding(seconds: duration.seconds)
  }
}
