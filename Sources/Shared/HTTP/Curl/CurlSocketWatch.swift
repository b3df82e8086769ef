import CCurl
import Dispatch
import Glibc

/// Waits for one of libcurl's sockets to become readable or writable.
///
/// libcurl closes sockets when it likes, while a dispatch source must be cancelled before its
/// descriptor goes. So each source watches a duplicate and closes that after its cancellation.
final class CurlSocketWatch {
  private let socket: curl_socket_t
  private let queue: DispatchQueue
  private let onEvent: (Int32) -> Void
  private var reading: (any DispatchSourceRead)?
  private var writing: (any DispatchSourceWrite)?

  /// A watch that waits for nothing yet; `onEvent` is called on the queue with libcurl's mask.
  init(socket: curl_socket_t, queue: DispatchQueue, onEvent: @escaping (Int32) -> Void) {
    self.socket = socket
    self.queue = queue
    self.onEvent = onEvent
  }

  deinit {
    reading?.cancel()
    writing?.cancel()
  }

  /// Waits for what libcurl asks for: `CURL_POLL_IN`, `_OUT`, `_INOUT` or nothing.
  func wait(for what: Int32) {
    wait(
      forReading: what == CURL_POLL_IN || what == CURL_POLL_INOUT,
      forWriting: what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
  }

  private func wait(forReading wantsRead: Bool, forWriting wantsWrite: Bool) {
    if !wantsRead {
      reading?.cancel()
      reading = nil
    } else if reading == nil, let copy = duplicate() {
      let source = DispatchSource.makeReadSource(fileDescriptor: copy, queue: queue)
      source.setEventHandler { [onEvent] in onEvent(CURL_CSELECT_IN) }
      source.setCancelHandler { close(copy) }
      source.activate()
      reading = source
    }
    if !wantsWrite {
      writing?.cancel()
      writing = nil
    } else if writing == nil, let copy = duplicate() {
      let source = DispatchSource.makeWriteSource(fileDescriptor: copy, queue: queue)
      source.setEventHandler { [onEvent] in onEvent(CURL_CSELECT_OUT) }
      source.setCancelHandler { close(copy) }
      source.activate()
      writing = source
    }
  }

  private func duplicate() -> Int32? {
    let copy = fcntl(socket, F_DUPFD_CLOEXEC, 0)
    return copy >= 0 ? copy : nil
  }
}
