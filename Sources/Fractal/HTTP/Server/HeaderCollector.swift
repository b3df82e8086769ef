import CMicroHTTPD
import Shared

/// Reads the header fields of a request out of libmicrohttpd.
enum HeaderCollector {
  /// Every field in order, one more than `HTTPLimits.headerFields` at most.
  static func collect(from connection: OpaquePointer) -> HTTPHeaders {
    var headers = HTTPHeaders()
    withUnsafeMutablePointer(to: &headers) { place in
      _ = MHD_get_connection_values_n(connection, .HEADER_KIND, appendHeader, place)
    }
    return headers
  }
}

/// Called by libmicrohttpd for each field; `context` points at the `HTTPHeaders` being filled.
private func appendHeader(
  context: UnsafeMutableRawPointer?, kind: MHD_ValueKind, name: UnsafePointer<CChar>?,
  nameBytes: Int, value: UnsafePointer<CChar>?, valueBytes: Int
) -> MHD_Result {
  guard let context, let name else { return .NO }
  let place = context.assumingMemoryBound(to: HTTPHeaders.self)
  place.pointee.add(text(name, nameBytes), text(value, valueBytes))
  return place.pointee.count > HTTPLimits.headerFields ? .NO : .YES
}

private func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
  guard let start else { return "" }
  return String(
    decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
}
