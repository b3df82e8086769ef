/// A span of the time line, its start included and its end not; either may be open.
///
/// This is PostgreSQL's `tstzrange` in its half-open form. Instants have microseconds, so an
/// included end equals an excluded one a microsecond later, and nothing is lost.
public struct InstantRange: Hashable, Sendable {
  /// The first instant, nil where there is no beginning.
  public let lower: Instant?

  /// The first instant after the span, nil where there is no end.
  public let upper: Instant?

  /// The span from `lower` until just before `upper`; empty where `upper` is not the later one.
  public init(lower: Instant?, upper: Instant?) {
    if let lower, let upper, upper <= lower {
      self.lower = Instant(microseconds: 0)
      self.upper = Instant(microseconds: 0)
    } else {
      self.lower = lower
      self.upper = upper
    }
  }

  /// The span that holds no instant.
  public static let empty = InstantRange(
    lower: Instant(microseconds: 0), upper: Instant(microseconds: 0))

  /// True where no instant is inside.
  public var isEmpty: Bool {
    if let lower, let upper { upper <= lower } else { false }
  }

  /// Microseconds inside, nil where the span is open.
  public var microseconds: Int64? {
    guard let lower, let upper else { return nil }
    let (length, overflow) = upper.microseconds.subtractingReportingOverflow(lower.microseconds)
    return overflow ? .max : length
  }

  /// True where the instant is inside.
  public func contains(_ instant: Instant) -> Bool {
    if let lower, instant < lower { return false }
    if let upper, instant >= upper { return false }
    return true
  }

  /// True where the two share an instant.
  public func overlaps(_ other: InstantRange) -> Bool {
    !intersection(other).isEmpty
  }

  /// What both cover.
  public func intersection(_ other: InstantRange) -> InstantRange {
    guard !isEmpty, !other.isEmpty else { return .empty }
    let latest = [lower, other.lower].compactMap(\.self).max()
    let earliest = [upper, other.upper].compactMap(\.self).min()
    return InstantRange(lower: latest, upper: earliest)
  }
}
