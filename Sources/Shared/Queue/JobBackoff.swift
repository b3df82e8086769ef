/// How long a failed attempt waits for the next: exponential, with jitter, up to a limit.
public struct JobBackoff: Hashable, Sendable {
  /// The wait after the first failure, before jitter.
  public var base: Duration
  /// The longest wait, before jitter.
  public var limit: Duration
  /// The share of the wait by which it may be shorter or longer.
  public var jitter: Double

  /// A backoff of those parts; by default 5 s doubling up to 6 hours, give or take a fifth.
  public init(
    base: Duration = .seconds(5), limit: Duration = .seconds(6 * 3_600), jitter: Double = 0.2
  ) {
    self.base = base
    self.limit = limit
    self.jitter = jitter
  }

  /// The wait after that many failures (at least 1). `random` lies in 0 to 1 and decides the jitter.
  public func delay(afterFailure failure: Int, random: Double) -> Duration {
    let doublings = min(max(failure, 1) - 1, 60)
    var seconds = base.inSeconds
    for _ in 0..<doublings where seconds < limit.inSeconds { seconds *= 2 }
    seconds = min(seconds, limit.inSeconds)
    seconds *= 1 + jitter * (2 * min(max(random, 0), 1) - 1)
    return .microseconds(Int64(seconds * 1_000_000))
  }
}

extension Duration {
  /// The duration in seconds, as near as a double comes.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
