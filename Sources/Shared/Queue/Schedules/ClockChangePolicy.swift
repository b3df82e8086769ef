/// What happens to a time of day on the days on which clocks change.
///
/// It concerns expressions that name hours. One that fits every hour of the day means an interval:
/// it follows the time that really passes, so nothing of it is left out or doubled.
public struct ClockChangePolicy: Hashable, Sendable {
  /// What happens where the clocks are put forward over the time.
  public enum Gap: String, Sendable, CaseIterable {
    /// It happens at the moment of the change, once, however many times were jumped over.
    case shift
    /// It does not happen on that day.
    case skip
  }

  /// What happens where the clocks are put back, so that the time comes twice.
  public enum Overlap: String, Sendable, CaseIterable {
    /// It happens the first time.
    case first
    /// It happens both times.
    case both
  }

  /// What happens in a gap.
  public var gap: Gap
  /// What happens in an overlap.
  public var overlap: Overlap

  /// By default nothing is left out and nothing doubled.
  public init(gap: Gap = .shift, overlap: Overlap = .first) {
    self.gap = gap
    self.overlap = overlap
  }
}
