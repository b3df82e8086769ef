import Synchronization

/// Observations counted in buckets, such as seconds a job ran. Safe from any thread.
public final class Histogram: Sendable {
  /// What a histogram has counted, read at one moment.
  public struct Snapshot: Equatable, Sendable {
    /// Observations at or below each bound, not yet summed up; one more than there are bounds.
    public var bucketCounts: [UInt64]
    /// The sum of all observations.
    public var sum: Double
    /// How many observations there were.
    public var count: UInt64 { bucketCounts.reduce(0, +) }
  }

  /// Bounds that fit seconds from a millisecond to several minutes.
  public static let secondsBounds: [Double] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300,
  ]

  /// The upper bound of each bucket, rising; a last one without bound is implied.
  public let bounds: [Double]
  private let state: Mutex<Snapshot>

  /// A histogram without observations.
  init(bounds: [Double]) {
    self.bounds = bounds
    state = Mutex(
      Snapshot(bucketCounts: [UInt64](repeating: 0, count: bounds.count + 1), sum: 0))
  }

  /// Counts one observation; a value that is no number is ignored.
  public func observe(_ value: Double) {
    guard !value.isNaN else { return }
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    state.withLock {
      $0.bucketCounts[bucket] += 1
      $0.sum += value
    }
  }

  /// Counts one duration in seconds.
  public func observe(_ duration: Duration) {
    observe(Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
  }

  /// What has been counted so far.
  public var snapshot: Snapshot { state.withLock { $0 } }
}
