import Synchronization

/// Counts failed authentications by address and by token, and says who has to wait.
///
/// A window begins with the first failure; a key with as many failures as the limit waits until its
/// window ends. Memory is bounded: where all places are taken, ended windows go first, then the
/// oldest one.
final class FailureLimiter: Sendable {
  private struct Window {
    var failures: Int
    var ends: Int64
  }

  private let windows = Mutex<[FailureKey: Window]>([:])
  private let limit: Int
  private let windowMilliseconds: Int64
  private let capacity: Int
  private let now: @Sendable () -> Int64

  /// A limiter without failures; `now` gives milliseconds that never run backwards.
  init(
    limit: Int = HTTPLimits.failures, windowSeconds: Int = HTTPLimits.failureSeconds,
    capacity: Int = HTTPLimits.failureKeys,
    now: @escaping @Sendable () -> Int64 = { MonotonicTime.milliseconds }
  ) {
    self.limit = limit
    windowMilliseconds = Int64(windowSeconds) * 1_000
    self.capacity = capacity
    self.now = now
  }

  /// Seconds that the first of the keys which must wait has to; nil where all may go on.
  func secondsToWait(_ keys: [FailureKey]) -> Int? {
    let now = now()
    return windows.withLock { windows in
      for key in keys {
        guard let window = windows[key], window.ends > now, window.failures >= limit else {
          continue
        }
        return Int((window.ends - now + 999) / 1_000)
      }
      return nil
    }
  }

  /// Counts a failure of each key.
  func recordFailure(_ keys: [FailureKey]) {
    let now = now()
    windows.withLock { windows in
      for key in keys {
        if let window = windows[key], window.ends > now {
          windows[key]?.failures = window.failures + 1
          continue
        }
        if windows.count >= capacity { Self.makeRoom(&windows, now) }
        windows[key] = Window(failures: 1, ends: now + windowMilliseconds)
      }
    }
  }

  /// How many keys are remembered.
  var count: Int { windows.withLock { $0.count } }

  private static func makeRoom(_ windows: inout [FailureKey: Window], _ now: Int64) {
    let before = windows.count
    windows = windows.filter { $0.value.ends > now }
    guard windows.count == before else { return }
    // A whole tenth at once, so that a flood of new keys does not sort all of them each time.
    let oldest = windows.sorted { $0.value.ends < $1.value.ends }.prefix(max(1, before / 10))
    for (key, _) in oldest { windows[key] = nil }
  }
}
