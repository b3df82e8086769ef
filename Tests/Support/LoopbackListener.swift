import Foundation
import Glibc

/// A socket on a free port of 127.0.0.1 that hands each connection to a thread of its own, until it
/// is let go. Whoever serves a connection closes it.
final class LoopbackListener: Sendable {
  /// The port.
  let port: UInt16
  private let descriptor: Int32

  /// Listens from now on.
  init(_ serve: @escaping @Sendable (Int32) -> Void) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(descriptor, $0, size)
        _ = listen(descriptor, 64)
        _ = getsockname(descriptor, $0, &size)
      }
    }
    port = UInt16(bigEndian: place.sin_port)
    self.descriptor = descriptor
    Thread.detachNewThread {
      while true {
        let connection = accept(descriptor, nil, nil)
        if connection < 0 { return }
        Thread.detachNewThread { serve(connection) }
      }
    }
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }
}
