import Synchronization

/// What is still to be sent of a request's body, between the task that makes it and libcurl.
final class UploadBuffer: Sendable {
  /// What libcurl gets when it asks for bytes.
  enum Answer {
    /// That many bytes, zero at the end.
    case bytes(Int)
    /// None yet; it will be told.
    case wait
    /// The body failed.
    case failed
  }

  private struct State {
    var pending: [UInt8] = []
    var sent = 0
    var isFinished = false
    var hasFailed = false
    var isClosed = false
    var isStarved = false
    var waiter: CheckedContinuation<Bool, Never>?
  }

  private let state = Mutex(State())
  private let wake: @Sendable () -> Void

  /// A buffer that calls `wake` when bytes come after libcurl had to wait.
  init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  /// Appends bytes and waits until few enough are unsent.
  ///
  /// - Throws: `CancellationError` where the transfer has ended.
  func push(_ bytes: [UInt8]) async throws {
    let mayGoOn = await withCheckedContinuation {
      (continuation: CheckedContinuation<Bool, Never>) in
      let (ready, wasStarved): (Bool?, Bool) = state.withLock { state in
        guard !state.isClosed else { return (false, false) }
        state.pending += bytes
        let wasStarved = state.isStarved
        state.isStarved = false
        guard state.pending.count - state.sent > HTTPClientLimits.bufferBytes else {
          return (true, wasStarved)
        }
        state.waiter = continuation
        return (nil, wasStarved)
      }
      if wasStarved { wake() }
      if let ready { continuation.resume(returning: ready) }
    }
    if !mayGoOn { throw CancellationError() }
  }

  /// Takes the end of the body.
  func finish(failed: Bool) {
    let wasStarved = state.withLock { state in
      state.isFinished = true
      state.hasFailed = failed
      let wasStarved = state.isStarved
      state.isStarved = false
      return wasStarved
    }
    if wasStarved { wake() }
  }

  /// Takes note that nobody will read any more.
  func close() {
    let waiter = state.withLock { state in
      state.isClosed = true
      state.pending = []
      let waiter = state.waiter
      state.waiter = nil
      return waiter
    }
    waiter?.resume(returning: false)
  }

  /// Copies bytes for libcurl.
  func read(into target: UnsafeMutableRawPointer, most: Int) -> Answer {
    typealias Waiter = CheckedContinuation<Bool, Never>
    // The address is only used inside the lock, which runs on this thread.
    let place = UInt(bitPattern: target)
    let (answer, waiter) = state.withLock { state -> (Answer, Waiter?) in
      if state.hasFailed { return (.failed, nil) }
      let unsent = state.pending.count - state.sent
      guard unsent > 0 else {
        if state.isFinished { return (.bytes(0), nil) }
        state.isStarved = true
        return (.wait, nil)
      }
      let count = min(unsent, most)
      state.pending.withUnsafeBytes { bytes in
        UnsafeMutableRawPointer(bitPattern: place)?.copyMemory(
          from: bytes.baseAddress! + state.sent, byteCount: count)
      }
      state.sent += count
      if state.sent == state.pending.count {
        state.pending.removeAll(keepingCapacity: true)
        state.sent = 0
      }
      let isLow = state.pending.count - state.sent <= HTTPClientLimits.bufferBytes / 2
      let waiter = isLow ? state.waiter : nil
      if isLow { state.waiter = nil }
      return (.bytes(count), waiter)
    }
    waiter?.resume(returning: true)
    return answer
  }
}
