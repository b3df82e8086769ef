/// Why a server could not start.
enum HTTPServerError: Error, Equatable, CustomStringConvertible {
  /// The host is no IP address.
  case notAnAddress
  /// The system refused the socket, with its error number.
  case cannotListen(errno: Int32)
  /// libmicrohttpd did not start.
  case libraryFailure

  /// What went wrong.
  var description: String {
    switch self {
    case .notAnAddress: "the listening host is not an IP address"
    case .cannotListen(let number): "cannot listen there (errno \(number))"
    case .libraryFailure: "libmicrohttpd did not start"
    }
  }
}
