import CMicroHTTPD
import Shared

/// The owner of one answer in libmicrohttpd's own form.
///
/// libmicrohttpd counts references: queueing takes one, so this one can be given back at once.
struct DaemonResponse: ~Copyable {
  private let response: OpaquePointer

  /// Bytes in memory, copied.
  init?(bytes: [UInt8]) {
    let made = bytes.withUnsafeBytes { buffer in
      MHD_create_response_from_buffer(
        buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress),
        .RESPMEM_MUST_COPY)
    }
    guard let made else { return nil }
    response = made
  }

  /// A stream, which is retained until libmicrohttpd lets go of the answer.
  init?(stream: ResponseStream, length: Int?) {
    let context = Unmanaged.passRetained(stream)
    let made = MHD_create_response_from_callback(
      length.map(UInt64.init) ?? shim_MHD_unknown_size(), HTTPLimits.streamBlockBytes,
      readStream, context.toOpaque(), releaseStream)
    guard let made else {
      context.release()
      return nil
    }
    response = made
  }

  deinit {
    MHD_destroy_response(response)
  }

  /// Adds a field; one that could forge others is left out.
  func add(_ name: String, _ value: String) {
    guard HTTPHeaders.isValid(name: name, value: value) else { return }
    _ = MHD_add_response_header(response, name, value)
  }

  /// Queues the answer; false where libmicrohttpd no longer takes one.
  func queue(on connection: OpaquePointer, status: Int) -> Bool {
    MHD_queue_response(connection, UInt32(status), response) == .YES
  }
}

/// Called by libmicrohttpd's thread for the next bytes; `context` is a retained `ResponseStream`.
private func readStream(
  context: UnsafeMutableRawPointer?, position: UInt64, target: UnsafeMutablePointer<CChar>?,
  most: Int
) -> Int {
  guard let context, let target else { return shim_MHD_end_with_error() }
  return Unmanaged<ResponseStream>.fromOpaque(context).takeUnretainedValue()
    .read(into: target, most: most)
}

/// Called once when the answer is no longer needed; gives back the reference of `init(stream:)`.
private func releaseStream(context: UnsafeMutableRawPointer?) {
  guard let context else { return }
  Unmanaged<ResponseStream>.fromOpaque(context).takeRetainedValue().close()
}
