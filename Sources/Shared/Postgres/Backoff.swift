/// Pauses between attempts: they double up to a limit, and a random half keeps many from
/// returning at once.
public struct Backoff: Sendable {
  private let first: Duration
  private let limit: Duration
  private var attempts = 0

  /// Pauses that start around `first` and end around `limit`.
  public init(first: Duration, limit: Duration) {
    self.first = first
    self.limit = limit
  }

  /// The next pause: between half and the whole of the doubled one.
  public mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
    let whole = min(limit, first * (1 << min(attempts, 20)))
    attempts += 1
    let half = Int64(clamping: whole.wholeNanoseconds / 2)
    return .nanoseconds(half + Int64.random(in: 0...max(1, half), using: &generator))
  }

  /// The next pause from the system's randomness.
  public mutating func next() -> Duration {
    var generator = SystemRandomNumberGenerator()
    return next(using: &generator)
  }

  /// Starts over after a success.
  public mutating func reset() {
    attempts = 0
  }
}
