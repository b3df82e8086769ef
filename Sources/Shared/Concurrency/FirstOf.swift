import Dispatch
import Synchronization

/// A wait that ends at the first of several events; later ones change nothing.
final class FirstOf: Sendable {
  private let continuation = Mutex<UnsafeContinuation<Void, Never>?>(nil)

  /// Sets what is to be resumed.
  func arm(_ continuation: UnsafeContinuation<Void, Never>) {
    self.continuation.withLock { $0 = continuation }
  }

  /// Ends the wait.
  func finish() {
    let waiting = continuation.withLock { stored in
      defer { stored = nil }
      return stored
    }
    waiting?.resume()
  }

  /// Ends the wait after that time.
  func finish(after duration: Duration) {
    let nanoseconds = Int(clamping: duration.wholeNanoseconds)
    DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) {
      self.finish()
    }
  }
}
