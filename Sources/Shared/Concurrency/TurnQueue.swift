import Synchronization

/// Lets one task at a time through, the others wait their turn in order.
///
/// Unlike an actor it is held across suspensions, and taking a free turn costs one lock.
final class TurnQueue: Sendable {
  private struct State {
    var isTaken = false
    var waiting: [UnsafeContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Takes the turn; every call is followed by one ``leave()``.
  func enter() async {
    let free = state.withLock { state in
      if state.isTaken { return false }
      state.isTaken = true
      return true
    }
    if free { return }
    await withUnsafeContinuation { continuation in
      let free = state.withLock { state in
        if state.isTaken {
          state.waiting.append(continuation)
          return false
        }
        state.isTaken = true
        return true
      }
      if free { continuation.resume() }
    }
  }

  /// Passes the turn on.
  func leave() {
    let next = state.withLock { state in
      if state.waiting.isEmpty {
        state.isTaken = false
        return nil as UnsafeContinuation<Void, Never>?
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
  }
}
