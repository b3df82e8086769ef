import Glibc
import Synchronization

/// The queue of closures behind a ``BlockingExecutor`` and the threads that empty it.
///
/// It is apart from the executor so that the threads keep the queue alive, not the executor.
final class Lane: Sendable {
  private struct State {
    var pending: [@Sendable () -> Void] = []
    var next = 0
    var threads = 0
    var idle = 0
    var closed = false
  }

  private let limit: Int
  private let state = Mutex(State())
  private let arrivals = Signal()

  /// A queue emptied by at most so many threads.
  init(limit: Int) {
    self.limit = limit
  }

  /// Appends the work and makes sure that a thread will come to it.
  func add(_ work: @escaping @Sendable () -> Void) {
    let needsThread = state.withLock { state in
      state.pending.append(work)
      let waiting = state.pending.count - state.next
      guard state.idle < waiting, state.threads < limit else { return false }
      state.threads += 1
      return true
    }
    if needsThread, !startThread() {
      let alone = state.withLock { state in
        state.threads -= 1
        return state.threads == 0
      }
      // Without a single thread the work would wait for ever: do it here instead.
      if alone, let work = take() { work() }
    }
    arrivals.raise()
  }

  /// Lets the threads end once the queue is empty.
  func close() {
    let threads = state.withLock { state in
      state.closed = true
      return state.threads
    }
    for _ in 0..<threads { arrivals.raise() }
  }

  private func take() -> (@Sendable () -> Void)? {
    state.withLock { state in
      guard state.next < state.pending.count else { return nil }
      let work = state.pending[state.next]
      state.next += 1
      if state.next == state.pending.count {
        state.pending.removeAll(keepingCapacity: true)
        state.next = 0
      } else if state.next > 1_024, state.next * 2 > state.pending.count {
        state.pending.removeFirst(state.next)
        state.next = 0
      }
      return work
    }
  }

  private func drain() {
    while true {
      while let work = take() { work() }
      let ended = state.withLock { state in
        if state.next < state.pending.count { return false }
        state.idle += 1
        return state.closed
      }
      if ended { return }
      arrivals.wait()
      state.withLock { $0.idle -= 1 }
    }
  }

  private func startThread() -> Bool {
    var thread = pthread_t()
    let box = Unmanaged.passRetained(self)
    let status = pthread_create(
      &thread, nil,
      { raw in
        guard let raw else { return nil }
        // Takes over the reference that `startThread` retained.
        Unmanaged<Lane>.fromOpaque(raw).takeRetainedValue().drain()
        return nil
      }, box.toOpaque())
    if status != 0 {
      box.release()
      return false
    }
    pthread_detach(thread)
    return true
  }
}
