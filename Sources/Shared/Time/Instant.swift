/// A point on the time line: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// The resolution is PostgreSQL's, so an instant survives the database unchanged. Instants that
/// decide anything come from the database's clock, never from this machine's.
public struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since the Unix epoch; negative before it.
  public var microseconds: Int64

  /// The instant that many microseconds after the Unix epoch.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The instant that many seconds after the Unix epoch.
  public init(seconds: Int64) {
    self.init(microseconds: seconds * 1_000_000)
  }

  /// Whole seconds since the Unix epoch, rounded towards the past.
  public var seconds: Int64 {
    microseconds >= 0 ? microseconds / 1_000_000 : -((999_999 - microseconds) / 1_000_000)
  }

  /// True where `lhs` is the earlier of the two.
  public static func < (lhs: Instant, rhs: Instant) -> Bool {
    lhs.microseconds < rhs.microseconds
  }
}
