/// The waits of AWS's standard retry mode: exponential, full jitter, the service's own word heeded.
struct RetryPlan: Sendable {
  /// The wait after the failure of an attempt, counted from 1. `random` lies in 0 to 1.
  ///
  /// `x-amz-retry-after` lengthens the wait by at most `BedrockLimits.retryAfterSeconds`.
  static func delay(after error: BedrockError, attempt: Int, random: Double) -> Duration {
    let base =
      isThrottle(error) ? BedrockLimits.throttleBaseSeconds : BedrockLimits.transientBaseSeconds
    var most = base
    for _ in 1..<max(attempt, 1) where most < BedrockLimits.backoffSeconds { most *= 2 }
    let jittered = min(max(random, 0), 1) * min(most, BedrockLimits.backoffSeconds)
    let asked = error.retryAfter?.inSeconds ?? 0
    let seconds = max(jittered, min(asked, jittered + BedrockLimits.retryAfterSeconds))
    return .microseconds(Int64(seconds * 1_000_000))
  }

  /// What a repeat after that failure costs of the quota.
  static func cost(of error: BedrockError) -> Int {
    isThrottle(error) ? BedrockLimits.throttleCost : BedrockLimits.transientCost
  }

  private static func isThrottle(_ error: BedrockError) -> Bool { error.code == .throttled }
}
