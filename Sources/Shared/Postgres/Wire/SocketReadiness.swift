import Dispatch
import Synchronization

/// Waits for a connection's socket without holding a thread.
///
/// One waiter at a time. The sources rest while nobody waits. Before the socket may be closed,
/// ``shutDown(_:)`` has to have run its closure: until then the kernel still reports on it.
// reason: the dispatch sources, which are not marked Sendable, are only touched under the lock.
final class SocketReadiness: @unchecked Sendable {
  /// Why a wait ended.
  enum Wakeup: Sendable {
    /// The socket can be read (or written, where that was asked for).
    case ready
    /// The deadline has passed.
    case deadline
    /// The task was cancelled.
    case cancelled
    /// The connection is being closed.
    case closed
  }

  /// The serial queue on which all sockets report; its handlers only wake tasks.
  private static let queue = DispatchQueue(label: "fractal.postgres.sockets")

  private struct State {
    var waiter: UnsafeContinuation<Wakeup, Never>?
    var operation: UInt64 = 0
    var interrupted: Wakeup?
    var deadline: SteadyTime?
    var timerDue: SteadyTime?
    var readRuns = false
    var writeRuns = false
    var isShutDown = false
    var writeSource: (any DispatchSourceWrite)?
    var timer: (any DispatchSourceTimer)?
  }

  private let state = Mutex(State())
  private let readSource: any DispatchSourceRead
  private let socket: Int32
  /// Left by each source once the kernel no longer reports to it.
  private let watching = DispatchGroup()

  /// Prepares to watch the socket.
  init(socket: Int32) {
    self.socket = socket
    readSource = DispatchSource.makeReadSource(fileDescriptor: socket, queue: Self.queue)
    readSource.setEventHandler { [weak self] in self?.socketReported() }
    watching.enter()
    readSource.setCancelHandler { [watching] in watching.leave() }
  }

  /// Starts an operation that should end by the deadline and returns its number.
  func begin(deadline: SteadyTime?) -> UInt64 {
    state.withLock { state in
      state.operation += 1
      state.interrupted = nil
      state.deadline = deadline
      return state.operation
    }
  }

  /// Wakes the operation of that number as cancelled, now or at its next wait.
  func cancel(_ operation: UInt64) {
    interrupt(.cancelled, operation: operation)
  }

  /// Wakes whatever operation runs as closed.
  func close() {
    interrupt(.closed, operation: nil)
  }

  /// Waits until the socket can be read, or written where `orWritable` says so.
  func wait(orWritable: Bool = false) async -> Wakeup {
    await withUnsafeContinuation { continuation in
      let early: Wakeup? = state.withLock { state in
        if state.isShutDown { return .closed }
        if let interrupted = state.interrupted {
          if interrupted != .closed { state.interrupted = nil }
          return interrupted
        }
        state.waiter = continuation
        if !state.readRuns {
          state.readRuns = true
          readSource.resume()
        }
        if orWritable { runWriteSource(&state) }
        armTimer(&state)
        return nil
      }
      if let early { continuation.resume(returning: early) }
    }
  }

  /// Stops watching; `closed` runs once the kernel no longer reports on the socket.
  func shutDown(_ closed: @escaping @Sendable () -> Void) {
    let waiter = state.withLock { state in
      guard !state.isShutDown else { return nil as UnsafeContinuation<Wakeup, Never>? }
      state.isShutDown = true
      // A cancelled source has to run to reach its cancel handler.
      readSource.cancel()
      if !state.readRuns { readSource.resume() }
      if let source = state.writeSource {
        source.cancel()
        if !state.writeRuns { source.resume() }
      }
      state.timer?.cancel()
      watching.notify(queue: Self.queue, execute: closed)
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume(returning: .closed)
  }

  private func interrupt(_ wakeup: Wakeup, operation: UInt64?) {
    let waiter = state.withLock { state in
      guard operation == nil || operation == state.operation else {
        return nil as UnsafeContinuation<Wakeup, Never>?
      }
      guard let waiter = state.waiter else {
        state.interrupted = wakeup
        return nil
      }
      if wakeup == .closed { state.interrupted = wakeup }
      rest(&state)
      return waiter
    }
    waiter?.resume(returning: wakeup)
  }

  private func socketReported() {
    let waiter = state.withLock { state in
      defer { rest(&state) }
      return state.waiter
    }
    waiter?.resume(returning: .ready)
  }

  private func timerFired() {
    let waiter = state.withLock { state in
      state.timerDue = nil
      guard state.waiter != nil, let deadline = state.deadline else {
        return nil as UnsafeContinuation<Wakeup, Never>?
      }
      if deadline.remainingNanoseconds > 0 {
        armTimer(&state)
        return nil
      }
      defer { rest(&state) }
      return state.waiter
    }
    waiter?.resume(returning: .deadline)
  }

  private func rest(_ state: inout State) {
    state.waiter = nil
    guard !state.isShutDown else { return }
    if state.readRuns {
      state.readRuns = false
      readSource.suspend()
    }
    if state.writeRuns {
      state.writeRuns = false
      state.writeSource?.suspend()
    }
  }

  private func runWriteSource(_ state: inout State) {
    if state.writeSource == nil {
      let source = DispatchSource.makeWriteSource(fileDescriptor: socket, queue: Self.queue)
      source.setEventHandler { [weak self] in self?.socketReported() }
      watching.enter()
      source.setCancelHandler { [watching] in watching.leave() }
      state.writeSource = source
    }
    guard !state.writeRuns else { return }
    state.writeRuns = true
    state.writeSource?.resume()
  }

  /// Makes the timer fire by the deadline; one that is set earlier stays and is set again when it
  /// fires, so that a stream of short statements does not pay for it.
  private func armTimer(_ state: inout State) {
    guard let deadline = state.deadline else { return }
    if let due = state.timerDue, due <= deadline { return }
    let timer: any DispatchSourceTimer
    if let existing = state.timer {
      timer = existing
    } else {
      timer = DispatchSource.makeTimerSource(queue: Self.queue)
      timer.setEventHandler { [weak self] in self?.timerFired() }
      state.timer = timer
      timer.resume()
    }
    state.timerDue = deadline
    let nanoseconds = Int(clamping: min(deadline.remainingNanoseconds, 1 << 60))
    timer.schedule(deadline: .now() + .nanoseconds(nanoseconds), leeway: .milliseconds(1))
  }
}
