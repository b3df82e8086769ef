import Synchronization

/// How many repeats the calls of one client may still make: where most calls fail, repeating them
/// all would only add to the load.
final class RetryQuota: Sendable {
  private let tokens = Mutex(BedrockLimits.retryQuota)

  /// A full quota.
  init() {}

  /// Takes the cost of a repeat; false where too little is left, and then nothing is taken.
  func take(_ cost: Int) -> Bool {
    tokens.withLock { tokens in
      guard tokens >= cost else { return false }
      tokens -= cost
      return true
    }
  }

  /// Gives back after a success: the cost of the last repeat, or 1 where there was none.
  func succeeded(lastCost: Int) {
    tokens.withLock { $0 = min($0 + max(lastCost, 1), BedrockLimits.retryQuota) }
  }

  /// What is left.
  var left: Int { tokens.withLock { $0 } }
}
