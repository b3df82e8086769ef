import Synchronization

/// Something one task waits for and others announce; announcing before the wait is remembered.
final class AsyncEvent: Sendable {
  private struct State {
    var isSet = false
    var waiter: UnsafeContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Lets the waiter go, now or when it comes.
  func signal() {
    let waiter: UnsafeContinuation<Void, Never>? = state.withLock { state in
      if let waiter = state.waiter {
        state.waiter = nil
        return waiter
      }
      state.isSet = true
      return nil
    }
    waiter?.resume()
  }

  /// Waits for the next announcement. Only one task waits at a time.
  func wait() async {
    await withUnsafeContinuation { continuation in
      let isSet = state.withLock { state in
        if state.isSet {
          state.isSet = false
          return true
        }
        state.waiter = continuation
        return false
      }
      if isSet { continuation.resume() }
    }
  }
}
