import CMicroHTTPD
import Glibc
import Shared
import Synchronization

extension HTTPServer {
  /// Starts libmicrohttpd on a listening socket; `context` is this server, retained.
  func startDaemon(_ descriptor: Int32, _ context: UnsafeMutableRawPointer) -> OpaquePointer? {
    var settings = shim_MHD_settings()
    settings.flags =
      MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue
      | MHD_USE_ITC.rawValue
    settings.listening_socket = descriptor
    settings.threads = UInt32(max(1, configuration.threads))
    settings.connections = UInt32(max(configuration.threads, configuration.connections))
    settings.idle_seconds = UInt32(configuration.idleSeconds)
    settings.connection_memory = HTTPLimits.connectionMemoryBytes
    settings.accept = mayAccept
    settings.handle = advanceRequest
    settings.completed = requestCompleted
    settings.connection_changed = connectionChanged
    settings.target_seen = targetSeen
    settings.unescape = leaveEscaped
    settings.context = context
    return shim_MHD_start_daemon(&settings)
  }
}

/// Called before a connection is accepted.
private func mayAccept(
  context: UnsafeMutableRawPointer?, address: UnsafePointer<sockaddr>?, length: socklen_t
) -> MHD_Result {
  guard let context, let address else { return .NO }
  let server = Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
  guard let peer = IPAddress(socketAddress: address) else { return .NO }
  return server.connections.mayAccept(peer) ? .YES : .NO
}

/// Called when a connection begins and when it has ended; `place` holds a retained
/// `ConnectionState` between the two.
private func connectionChanged(
  context: UnsafeMutableRawPointer?, connection: OpaquePointer?,
  place: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
  change: MHD_ConnectionNotificationCode
) {
  guard let context, let connection, let place else { return }
  let server = Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
  if change == .CONNECTION_NOTIFY_STARTED {
    let nowhere = IPAddress(family: .v4, bits: 0)
    let peer = shim_MHD_client_address(connection).flatMap { IPAddress(socketAddress: $0) }
    let state = ConnectionState(
      descriptor: shim_MHD_connection_socket(connection), peer: peer ?? nowhere,
      deadline: MonotonicTime.milliseconds + Int64(server.configuration.receiveSeconds) * 1_000)
    server.connections.opened(state)
    place.pointee = Unmanaged.passRetained(state).toOpaque()
  } else if let held = place.pointee {
    let state = Unmanaged<ConnectionState>.fromOpaque(held).takeRetainedValue()
    server.connections.closed(state)
    place.pointee = nil
  }
}

/// Called when the request line is read; what it returns is the request's context until
/// `requestCompleted`, which gives the reference back.
private func targetSeen(
  context: UnsafeMutableRawPointer?, target: UnsafePointer<CChar>?, connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
  guard let context, let connection, let held = shim_MHD_socket_context(connection) else {
    return nil
  }
  let server = Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
  let state = Unmanaged<ConnectionState>.fromOpaque(held).takeUnretainedValue()
  let exchange = Exchange(
    server: server, connection: state, target: target.map { String(cString: $0) } ?? "/")
  server.activity.begin()
  state.exchange.withLock { $0 = exchange }
  state.allow(seconds: server.configuration.receiveSeconds)
  return Unmanaged.passRetained(exchange).toOpaque()
}

/// Called for the head of a request, for pieces of its body, and after each resumption.
private func advanceRequest(
  context: UnsafeMutableRawPointer?, connection: OpaquePointer?, path: UnsafePointer<CChar>?,
  method: UnsafePointer<CChar>?, version: UnsafePointer<CChar>?, data: UnsafePointer<CChar>?,
  dataBytes: UnsafeMutablePointer<Int>?,
  place: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let connection, let method, let dataBytes, let held = place?.pointee else { return .NO }
  let exchange = Unmanaged<Exchange>.fromOpaque(held).takeUnretainedValue()
  let bytes = UnsafeRawBufferPointer(start: data, count: dataBytes.pointee)
  dataBytes.pointee = 0
  return exchange.advance(connection, method: String(cString: method), data: bytes)
}

/// Called once for each request that `targetSeen` began.
private func requestCompleted(
  context: UnsafeMutableRawPointer?, connection: OpaquePointer?,
  place: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, reason: MHD_RequestTerminationCode
) {
  guard let held = place?.pointee else { return }
  Unmanaged<Exchange>.fromOpaque(held).takeRetainedValue().finish()
  place?.pointee = nil
}

/// Keeps libmicrohttpd from decoding the path: `%2F` must not become a separator.
private func leaveEscaped(
  context: UnsafeMutableRawPointer?, connection: OpaquePointer?, text: UnsafeMutablePointer<CChar>?
) -> Int {
  text.map { strlen($0) } ?? 0
}
