import Glibc
import Shared

/// The owner of a bound and listening TCP socket, until it is handed to the server.
struct ListeningSocket: ~Copyable {
  /// The descriptor.
  let descriptor: Int32
  /// The port in use, also where a free one was asked for.
  let port: UInt16

  /// Connections that the system holds before they are accepted.
  private static let backlog: Int32 = 511

  /// Binds and listens.
  ///
  /// - Throws: `HTTPServerError.notAnAddress`, `.cannotListen`.
  init(host: String, port: UInt16) throws(HTTPServerError) {
    guard let address = IPAddress(host) else { throw HTTPServerError.notAnAddress }
    let family = address.family == .v4 ? AF_INET : AF_INET6
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let socket = Glibc.socket(family, type | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard socket >= 0 else { throw HTTPServerError.cannotListen(errno: errno) }
    guard Self.bind(socket, address, port), listen(socket, Self.backlog) == 0,
      let bound = Self.port(of: socket)
    else {
      let number = errno
      close(socket)
      throw HTTPServerError.cannotListen(errno: number)
    }
    descriptor = socket
    self.port = bound
  }

  deinit {
    close(descriptor)
  }

  /// Gives the descriptor away; the caller closes it.
  consuming func release() -> Int32 {
    let descriptor = descriptor
    discard self
    return descriptor
  }

  private static func bind(_ socket: Int32, _ address: IPAddress, _ port: UInt16) -> Bool {
    var yes: Int32 = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    switch address.family {
    case .v4:
      var place = sockaddr_in()
      place.sin_family = sa_family_t(AF_INET)
      place.sin_port = port.bigEndian
      place.sin_addr.s_addr = UInt32(truncatingIfNeeded: address.bits).bigEndian
      return bind(socket, &place, MemoryLayout<sockaddr_in>.size)
    case .v6:
      var place = sockaddr_in6()
      place.sin6_family = sa_family_t(AF_INET6)
      place.sin6_port = port.bigEndian
      withUnsafeMutableBytes(of: &place.sin6_addr) { bytes in
        bytes.storeBytes(of: address.bits.bigEndian, as: UInt128.self)
      }
      return bind(socket, &place, MemoryLayout<sockaddr_in6>.size)
    }
  }

  private static func bind(_ socket: Int32, _ place: UnsafeRawPointer, _ size: Int) -> Bool {
    Glibc.bind(socket, place.assumingMemoryBound(to: sockaddr.self), socklen_t(size)) == 0
  }

  private static func port(of socket: Int32) -> UInt16? {
    var place = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutableBytes(of: &place) { bytes in
      guard let base = bytes.baseAddress,
        getsockname(socket, base.assumingMemoryBound(to: sockaddr.self), &size) == 0
      else { return nil }
      // The port stands at the same offset in both families.
      return UInt16(bigEndian: bytes.load(fromByteOffset: 2, as: UInt16.self))
    }
  }
}
