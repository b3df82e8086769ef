import Shared
import Synchronization

/// What the server keeps about one open connection.
final class ConnectionState: Sendable {
  /// The connection's socket; libmicrohttpd closes it after `Connections.closed`.
  let descriptor: Int32
  /// The address of the other end, a proxy's where there is one.
  let peer: IPAddress
  /// When, by `MonotonicTime`, what the connection is doing must have ended.
  let deadline: Atomic<Int64>
  /// The request in work.
  let exchange = Mutex<Exchange?>(nil)

  /// A connection that was just accepted.
  init(descriptor: Int32, peer: IPAddress, deadline: Int64) {
    self.descriptor = descriptor
    self.peer = peer
    self.deadline = Atomic(deadline)
  }

  /// Sets a deadline that many seconds from now.
  func allow(seconds: Int) {
    deadline.store(
      MonotonicTime.milliseconds + Int64(seconds) * 1_000, ordering: .relaxed)
  }
}
