import Glibc

/// A port on 127.0.0.1 that takes connections and never says a word.
struct SilentServer {
  /// The port.
  let port: Int
  private let descriptor: Int32

  /// Starts to listen; throws where no port is free.
  init() throws {
    struct NoPort: Error {}
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = descriptor
    let listens = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(listener, generic, length) == 0 && listen(listener, 8) == 0
          && getsockname(listener, generic, &length) == 0
      }
    }
    guard listens else { throw NoPort() }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  /// Stops listening.
  func close() {
    _ = Glibc.close(descriptor)
  }
}
