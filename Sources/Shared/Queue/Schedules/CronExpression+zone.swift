extension CronExpression {
  /// The first instant after the given one at which the zone's wall clock shows a fitting time,
  /// under the policy for clock changes; nil where there is none within the searched years.
  ///
  /// It walks from one clock change to the next: between two of them wall time and elapsed time
  /// differ by a constant.
  public func next(
    after instant: Instant, in zone: Zone, policy: ClockChangePolicy = ClockChangePolicy()
  ) -> Instant? {
    let after = Int(instant.seconds)
    var span = zone.span(at: after)
    var from = after
    // Two changes a year, and a few more for zones that change their rules.
    for _ in 0..<(ScheduleLimits.searchYears * 4) {
      var wall = from + span.offset
      while let next = nextWall(after: wall), next - span.offset < span.end {
        if isRepeated(next, at: next - span.offset, zone, policy) {
          wall = next
          continue
        }
        return Instant(seconds: Int64(next - span.offset))
      }
      guard span.end < Int.max / 4, nextWall(after: wall) != nil else { return nil }
      let following = zone.span(at: span.end)
      if jumpsOver(from: span, to: following, policy), span.end > after {
        return Instant(seconds: Int64(span.end))
      }
      from = span.end - 1
      span = following
    }
    return nil
  }

  /// True where the wall time was already shown before the clocks were put back, and counts once.
  private func isRepeated(
    _ wall: Int, at second: Int, _ zone: Zone, _ policy: ClockChangePolicy
  ) -> Bool {
    guard !isEveryHour, policy.overlap == .first,
      case .overlap(let first, _) = zone.resolve(CivilDateTime(wallSeconds: wall))
    else { return false }
    return first.seconds != Int64(second)
  }

  /// True where the clocks are put forward over a fitting time that is made up for at the change.
  private func jumpsOver(
    from span: ZoneSpan, to following: ZoneSpan, _ policy: ClockChangePolicy
  ) -> Bool {
    guard !isEveryHour, policy.gap == .shift, following.offset > span.offset,
      let missed = nextWall(after: span.end + span.offset - 1)
    else { return false }
    return missed < span.end + following.offset
  }
}
