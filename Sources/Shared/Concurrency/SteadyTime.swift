import Glibc

/// This machine's monotonic clock, for deadlines and rests within one process.
public struct SteadyTime: Hashable, Comparable, Sendable {
  /// Nanoseconds since some moment in the past that is fixed until the machine starts again.
  public let nanoseconds: UInt64

  /// The moment of so many nanoseconds.
  public init(nanoseconds: UInt64) {
    self.nanoseconds = nanoseconds
  }

  /// The present moment (`CLOCK_MONOTONIC`).
  public static var now: SteadyTime {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return SteadyTime(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
  }

  /// The moment that much later; a negative duration counts as none.
  public func advanced(by duration: Duration) -> SteadyTime {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
    return SteadyTime(nanoseconds: overflow ? .max : sum)
  }

  /// Nanoseconds from now until this moment; 0 where it has passed.
  public var remainingNanoseconds: UInt64 {
    let now = SteadyTime.now.nanoseconds
    return nanoseconds > now ? nanoseconds - now : 0
  }

  /// True where `lhs` is the earlier moment.
  public static func < (lhs: SteadyTime, rhs: SteadyTime) -> Bool {
    lhs.nanoseconds < rhs.nanoseconds
  }
}

extension Duration {
  /// The duration in whole nanoseconds; 0 where it is negative, the greatest where it is too long.
  public var wholeNanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    let (product, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : product &+ UInt64(attoseconds / 1_000_000_000)
  }
}
