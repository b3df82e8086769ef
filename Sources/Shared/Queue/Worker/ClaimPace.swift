/// How many jobs a worker claims at a time: what it gets done in a small fraction of a second, so
/// that fast jobs come in big batches and slow ones do not wait in one worker's hands.
struct ClaimPace {
  private let least: Int
  private let most: Int
  /// How many jobs to claim next.
  private(set) var size: Int
  private var lastClaim: SteadyTime?
  private var lastWasFull = false

  /// A pace for a worker that runs so many jobs at once.
  init(concurrency: Int, most: Int = QueueLimits.batch) {
    least = max(1, concurrency)
    self.most = max(least, most)
    size = min(max(1, concurrency), self.most)
  }

  /// Called before a claim: twice as many where the last ones were done within 50 ms, half where
  /// they took longer than 200 ms.
  mutating func willClaim(at now: SteadyTime) {
    if let lastClaim {
      if lastWasFull, now < lastClaim.advanced(by: .milliseconds(50)) {
        size = min(most, size * 2)
      } else if lastClaim.advanced(by: .milliseconds(200)) < now {
        size = max(least, size / 2)
      }
    }
    lastClaim = now
  }

  /// Called after a claim with what it brought.
  mutating func didClaim(_ got: Int, of wanted: Int) {
    lastWasFull = got >= wanted
  }
}
