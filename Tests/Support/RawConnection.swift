import Foundation
import Glibc

/// A plain TCP connection to a loopback port, for tests that must send exactly these bytes.
public final class RawConnection: Sendable {
  private let descriptor: Int32

  /// Connects to 127.0.0.1; nil where nobody listens.
  public init?(port: UInt16) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if status != 0 {
      close(descriptor)
      return nil
    }
    var patience = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit {
    close(descriptor)
  }

  /// Sends the bytes; false where the other end no longer takes them.
  @discardableResult
  public func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(
          descriptor, buffer.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }

  /// Sends a text.
  @discardableResult
  public func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Says that nothing more will be sent.
  public func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Receives once: at least one byte, or none at the end of the stream.
  public func receive() async -> [UInt8] {
    await withCheckedContinuation { continuation in
      // A thread of its own: Swift's pool and libdispatch's have two threads here, which tests
      // that wait for an answer would take away from those that make it.
      Thread.detachNewThread { [descriptor] in
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        continuation.resume(returning: Array(buffer.prefix(max(0, count))))
      }
    }
  }

  /// Receives until the text stands in what has come, or the stream ends.
  public func receive(until mark: String) async -> String {
    var all: [UInt8] = []
    while true {
      let text = String(decoding: all, as: UTF8.self)
      if text.contains(mark) { return text }
      let more = await receive()
      if more.isEmpty { return text }
      all += more
    }
  }

  /// Receives everything until the other end closes.
  public func receiveAll() async -> String {
    var all: [UInt8] = []
    while true {
      let more = await receive()
      if more.isEmpty { return String(decoding: all, as: UTF8.self) }
      all += more
    }
  }
}
