import Dispatch
import Glibc
import Synchronization

/// SIGINT and SIGTERM as something a task can wait for: the first asks for a clean stop, a second
/// one ends the process at once.
final class StopSignals: Sendable {
  private struct State {
    var isStopped = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())
  // reason: never changed after init, and Dispatch's sources may be used from any thread
  nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

  /// Catches the signals from now on.
  init() {
    let numbers = [SIGINT, SIGTERM]
    sources = numbers.map { DispatchSource.makeSignalSource(signal: $0, queue: .global()) }
    for (number, source) in zip(numbers, sources) {
      signal(number, SIG_IGN)
      source.setEventHandler { [weak self] in self?.stop(by: number) }
      source.activate()
    }
  }

  deinit {
    for source in sources { source.cancel() }
  }

  /// Waits for the first signal, or for the calling task's cancellation.
  func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isStopped = state.withLock { state in
          if !state.isStopped { state.waiter = continuation }
          return state.isStopped
        }
        if isStopped { continuation.resume() }
      }
    } onCancel: {
      release()
    }
  }

  private func stop(by number: Int32) {
    if release() { _exit(128 + number) }
  }

  /// Lets the waiter go; true where that had happened before.
  @discardableResult
  private func release() -> Bool {
    let (wasStopped, waiter) = state.withLock { state in
      defer {
        state.isStopped = true
        state.waiter = nil
      }
      return (state.isStopped, state.waiter)
    }
    waiter?.resume()
    return wasStopped
  }
}
