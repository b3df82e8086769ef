import CCurl
import Glibc

/// The functions that libcurl calls on the loop's queue while a transfer runs.
enum CurlCallbacks {
  /// Installs them. The transfer outlives its handle's work: the loop holds it until it ends.
  static func install(on transfer: CurlTransfer) {
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    shim_curl_easy_set_header(transfer.easy, takeHeader, context)
    shim_curl_easy_set_write(transfer.easy, takeBody, context)
    if transfer.upload != nil { shim_curl_easy_set_read(transfer.easy, giveBody, context) }
    if transfer.rule.isPublic {
      shim_curl_easy_set_open_socket(transfer.easy, openSocket, context)
      shim_curl_easy_set_before_request(transfer.easy, checkAddress, context)
    }
  }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
  context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
}

/// One line of the head, or of the trailers.
private func takeHeader(
  line: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  let bytes = UnsafeRawBufferPointer(start: line, count: size * count)
  return transfer(context)?.takeHeader(bytes) == true ? bytes.count : 0
}

/// One piece of the body, decompressed.
private func takeBody(
  data: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
  switch transfer(context)?.takeBody(bytes) {
  case .taken: return bytes.count
  case .paused: return Int(CURL_WRITEFUNC_PAUSE)
  case .refused, nil: return bytes.isEmpty ? 1 : 0
  }
}

/// The next piece of the request's body.
private func giveBody(
  target: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  guard let target, let transfer = transfer(context), let upload = transfer.upload else {
    return Int(CURL_READFUNC_ABORT)
  }
  switch upload.read(into: target, most: size * count) {
  case .bytes(let count): return count
  case .wait: return Int(CURL_READFUNC_PAUSE)
  case .failed:
    transfer.fail(HTTPClientError(.requestBody))
    return Int(CURL_READFUNC_ABORT)
  }
}

/// Opens a socket to an address that was just resolved, unless it may not be reached: this is the
/// one place that every connection passes, so that a name cannot change its address after a check.
private func openSocket(
  context: UnsafeMutableRawPointer?, purpose: curlsocktype,
  address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
  guard let address, let transfer = transfer(context),
    let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr),
    let target = IPAddress(socketAddress: UnsafeRawPointer(address) + offset),
    transfer.rule.admits(target, for: transfer.url)
  else {
    CurlCallbacks.refuse(context)
    return shim_curl_socket_bad()
  }
  return socket(
    address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
    address.pointee.protocol)
}

/// Looks at the address once more before each request, also on a connection that is used again.
private func checkAddress(
  context: UnsafeMutableRawPointer?, remote: UnsafeMutablePointer<CChar>?,
  local: UnsafeMutablePointer<CChar>?, remotePort: Int32, localPort: Int32
) -> Int32 {
  guard let remote, let transfer = transfer(context),
    let address = IPAddress(String(cString: remote)),
    transfer.rule.admits(address, for: transfer.url)
  else {
    CurlCallbacks.refuse(context)
    return CURL_PREREQFUNC_ABORT
  }
  return CURL_PREREQFUNC_OK
}

extension CurlCallbacks {
  /// Notes that an address was refused, which libcurl itself would call a failed connect.
  fileprivate static func refuse(_ context: UnsafeMutableRawPointer?) {
    transfer(context)?.fail(HTTPClientError(.forbiddenAddress))
  }
}
