/// When to look at the whole queue again: so often that looking takes at most one part in
/// ``QueueLimits/fullLookShare`` of the time, whatever a look costs.
struct LookSchedule {
  /// When the next look is due.
  private(set) var nextLook: SteadyTime

  /// A schedule whose first look is due at once.
  init(now: SteadyTime) {
    nextLook = now
  }

  /// True where a look is due.
  func isDue(_ now: SteadyTime) -> Bool { nextLook <= now }

  /// Notes a look that began and ended at those moments.
  mutating func didLook(from start: SteadyTime, to end: SteadyTime) {
    let cost = end.nanoseconds - start.nanoseconds
    let limit = QueueLimits.fullLookInterval.wholeNanoseconds
    let rest = min(limit, cost * UInt64(QueueLimits.fullLookShare))
    nextLook = SteadyTime(nanoseconds: end.nanoseconds + rest)
  }
}
