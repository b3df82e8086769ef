import CCurl
import Dispatch

/// One libcurl multi handle on one serial queue: sockets wait in dispatch sources, so that no
/// thread of Swift's pool ever does.
// reason: everything but `queue` is touched on `queue` only, and in deinit, when nobody else can.
final class CurlLoop: @unchecked Sendable {
  /// Where libcurl runs; every call into it happens here.
  let queue: DispatchQueue
  private let multi: UnsafeMutableRawPointer
  private let timer: any DispatchSourceTimer
  private var watches: [curl_socket_t: CurlSocketWatch] = [:]
  private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]

  /// A loop without transfers.
  init(label: String) {
    CurlLibrary.prepare()
    queue = DispatchQueue(label: "fractal.\(label)")
    // nil only when memory is exhausted, where Swift itself would trap too.
    multi = curl_multi_init()!
    timer = DispatchSource.makeTimerSource(queue: queue)
    timer.setEventHandler { [weak self] in self?.act(on: shim_curl_socket_timeout(), 0) }
    timer.activate()
    let context = Unmanaged.passUnretained(self).toOpaque()
    shim_curl_multi_set_socket(multi, socketChanged, context)
    shim_curl_multi_set_timer(multi, timerChanged, context)
    set(CURLMOPT_MAX_TOTAL_CONNECTIONS, HTTPClientLimits.connections)
    set(CURLMOPT_MAX_HOST_CONNECTIONS, HTTPClientLimits.connectionsPerHost)
    set(CURLMOPT_MAXCONNECTS, HTTPClientLimits.idleConnections)
  }

  deinit {
    // Closing idle connections must not call back into an object that is going away.
    shim_curl_multi_set_socket(multi, nil, nil)
    shim_curl_multi_set_timer(multi, nil, nil)
    timer.cancel()
    curl_multi_cleanup(multi)
  }

  /// Begins a transfer. On the queue only.
  func add(_ transfer: CurlTransfer) {
    transfers[transfer.easy] = transfer
    guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
      transfers[transfer.easy] = nil
      transfer.end(CURLE_FAILED_INIT)
      return
    }
  }

  /// Ends a transfer early; nothing happens where it has ended. On the queue only.
  func remove(_ transfer: CurlTransfer, _ code: CURLcode) {
    guard transfers.removeValue(forKey: transfer.easy) != nil else { return }
    curl_multi_remove_handle(multi, transfer.easy)
    transfer.end(code)
  }

  /// Lets a transfer go on in both directions. On the queue only.
  func unpause(_ transfer: CurlTransfer) {
    guard transfers[transfer.easy] != nil else { return }
    let code = curl_easy_pause(transfer.easy, CURLPAUSE_CONT)
    if code != CURLE_OK { remove(transfer, code) }
  }

  /// What libcurl wants to wait for on a socket.
  func watch(_ socket: curl_socket_t, for what: Int32) {
    guard what != CURL_POLL_REMOVE else {
      watches.removeValue(forKey: socket)?.wait(for: CURL_POLL_NONE)
      return
    }
    let watch =
      watches[socket]
      ?? CurlSocketWatch(socket: socket, queue: queue) { [weak self] mask in
        self?.act(on: socket, mask)
      }
    watches[socket] = watch
    watch.wait(for: what)
  }

  /// When libcurl wants to be called next; -1 for never.
  func setTimer(milliseconds: Int) {
    if milliseconds < 0 {
      timer.schedule(deadline: .distantFuture)
    } else {
      timer.schedule(deadline: .now() + .milliseconds(milliseconds))
    }
  }

  private func act(on socket: curl_socket_t, _ mask: Int32) {
    var running: Int32 = 0
    curl_multi_socket_action(multi, socket, mask, &running)
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
        let transfer = transfers[easy]
      else { continue }
      // Removing the handle invalidates the message.
      remove(transfer, message.pointee.data.result)
    }
  }

  private func set(_ option: CURLMoption, _ value: Int) {
    shim_curl_multi_setopt_long(multi, option, value)
  }
}

/// Called by libcurl on the loop's queue; `context` is the loop, which outlives its multi handle.
private func socketChanged(
  easy: UnsafeMutableRawPointer?, socket: curl_socket_t, what: Int32,
  context: UnsafeMutableRawPointer?, place: UnsafeMutableRawPointer?
) -> Int32 {
  guard let context else { return 0 }
  Unmanaged<CurlLoop>.fromOpaque(context).takeUnretainedValue().watch(socket, for: what)
  return 0
}

/// Called by libcurl on the loop's queue; `context` is the loop.
private func timerChanged(
  multi: UnsafeMutableRawPointer?, milliseconds: Int, context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let context else { return 0 }
  Unmanaged<CurlLoop>.fromOpaque(context).takeUnretainedValue()
    .setTimer(milliseconds: milliseconds)
  return 0
}
