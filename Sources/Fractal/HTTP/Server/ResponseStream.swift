import CMicroHTTPD
import Synchronization

/// The buffer between a handler that makes a body and the connection that sends it.
///
/// An empty buffer suspends the connection, for returning 0 to libmicrohttpd would make its thread
/// spin; a full one holds up the producer.
final class ResponseStream: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    var sent = 0
    var hasStarted = false
    var isFinished = false
    var hasFailed = false
    var isClosed = false
    var suspendedConnection: UInt = 0
    var waiting: CheckedContinuation<Void, any Error>?
    var producer: Task<Void, Never>?
    var lastActivity: Int64 = MonotonicTime.milliseconds
  }

  private let state = Mutex(State())
  private let body: StreamedBody
  private let connection: UInt
  private let activity: RequestActivity

  /// A stream for the connection at that address.
  init(body: StreamedBody, connection: OpaquePointer, activity: RequestActivity) {
    self.body = body
    self.connection = UInt(bitPattern: connection)
    self.activity = activity
  }

  /// True where the stream goes on until someone ends it.
  var isEndless: Bool { !body.keepAlive.isEmpty }

  /// Copies bytes for libmicrohttpd: how many, or one of its marks for the end. Starts the producer
  /// when it is first called.
  func read(into target: UnsafeMutablePointer<CChar>, most: Int) -> Int {
    let (count, waiting) = state.withLock { state in
      let count = take(&state, target, most)
      return (count, drained(&state))
    }
    waiting?.resume()
    return count
  }

  private func take(
    _ state: inout State, _ target: UnsafeMutablePointer<CChar>, _ most: Int
  ) -> Int {
    if !state.hasStarted {
      state.hasStarted = true
      state.producer = Task { await self.run() }
    }
    let unsent = state.buffer.count - state.sent
    if unsent > 0 {
      let count = min(unsent, most)
      state.buffer.withUnsafeBytes { bytes in
        UnsafeMutableRawPointer(target).copyMemory(
          from: bytes.baseAddress! + state.sent, byteCount: count)
      }
      state.sent += count
      if state.sent == state.buffer.count {
        state.buffer.removeAll(keepingCapacity: true)
        state.sent = 0
      }
      return count
    }
    if state.hasFailed { return shim_MHD_end_with_error() }
    if state.isFinished || state.isClosed { return shim_MHD_end_of_stream() }
    state.suspendedConnection = connection
    activity.suspend()
    MHD_suspend_connection(OpaquePointer(bitPattern: connection))
    return 0
  }

  private func run() async {
    do {
      try await body.produce(HTTPBodyWriter(stream: self))
      end(failed: false)
    } catch is CancellationError {
      // An endless stream that is told to stop has come to its proper end.
      end(failed: !isEndless)
    } catch {
      end(failed: true)
    }
  }

  /// Appends bytes and waits until the connection has taken enough of them.
  func push(_ bytes: [UInt8]) async throws {
    guard !bytes.isEmpty else { return }
    try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Void, any Error>) in
      let mayGoOn: Bool? = state.withLock { state in
        if state.isClosed || state.isFinished || Task.isCancelled { return nil }
        state.buffer.append(contentsOf: bytes)
        state.lastActivity = MonotonicTime.milliseconds
        resume(&state)
        guard state.buffer.count - state.sent > HTTPLimits.streamBufferBytes else { return true }
        state.waiting = continuation
        return false
      }
      switch mayGoOn {
      case nil: continuation.resume(throwing: CancellationError())
      case true?: continuation.resume()
      case false?: break
      }
    }
  }

  /// Sends the sign of life of an event stream that has been silent for long.
  func keepAlive(now: Int64) {
    guard isEndless else { return }
    state.withLock { state in
      let silence = now - state.lastActivity
      guard silence >= Int64(HTTPLimits.eventKeepAliveSeconds) * 1_000, state.buffer.isEmpty,
        state.suspendedConnection != 0
      else { return }
      state.buffer = body.keepAlive
      state.lastActivity = now
      resume(&state)
    }
  }

  /// Tells the producer to stop, and the connection to end when what was written is sent.
  func cancel() {
    let (producer, waiting) = state.withLock { state in
      let waiting = state.waiting
      state.waiting = nil
      return (state.producer, waiting)
    }
    waiting?.resume(throwing: CancellationError())
    producer?.cancel()
    end(failed: !isEndless)
  }

  /// Takes note that the connection is gone.
  func close() {
    let (producer, waiting) = state.withLock { state in
      state.isClosed = true
      state.buffer = []
      state.sent = 0
      let waiting = state.waiting
      state.waiting = nil
      return (state.producer, waiting)
    }
    waiting?.resume(throwing: CancellationError())
    producer?.cancel()
  }

  private func end(failed: Bool) {
    state.withLock { state in
      if !state.isFinished, failed { state.hasFailed = true }
      state.isFinished = true
      resume(&state)
    }
  }

  private func resume(_ state: inout State) {
    guard state.suspendedConnection != 0 else { return }
    MHD_resume_connection(OpaquePointer(bitPattern: state.suspendedConnection))
    state.suspendedConnection = 0
    activity.resume()
  }

  private func drained(_ state: inout State) -> CheckedContinuation<Void, any Error>? {
    guard state.buffer.count - state.sent <= HTTPLimits.streamBufferBytes / 2 else { return nil }
    let waiting = state.waiting
    state.waiting = nil
    return waiting
  }
}
