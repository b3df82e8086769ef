import CPostgres

/// A request to cancel what a connection is doing, sent over a connection of its own.
// reason: a PGcancel is never changed after it was made, and libpq calls PQcancel thread-safe.
final class CancelRequest: @unchecked Sendable {
  private static let executor = BlockingExecutor(threads: PostgresLimits.cancelThreads)

  private let pointer: OpaquePointer

  /// Notes where to send the request; nil where the connection is closed.
  init?(_ connection: OpaquePointer) {
    guard let pointer = PQgetCancel(connection) else { return nil }
    self.pointer = pointer
  }

  deinit {
    PQfreeCancel(pointer)
  }

  /// Sends the request and waits until the server has taken it.
  ///
  /// Returns after two seconds at the latest: a server that does not take requests is given up by
  /// the caller's own deadline. A failure shows in the same way.
  func send() async {
    let race = FirstOf()
    await withUnsafeContinuation { continuation in
      race.arm(continuation)
      race.finish(after: .seconds(2))
      Task.detached {
        await Self.executor.run { [self] in
          withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
            _ = PQcancel(pointer, message.baseAddress, 256)
          }
        }
        race.finish()
      }
    }
  }
}
