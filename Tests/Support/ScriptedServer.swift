import Foundation
import Glibc
import Synchronization

/// A loopback HTTP server that answers with exactly the bytes a test wants, whenever it wants.
public final class ScriptedServer: Sendable {
  /// What a script sees of a request.
  public struct Request: Sendable {
    /// The request line and header fields, as sent.
    public let head: String
    /// The body of the declared length, or of chunks put together.
    public let body: [UInt8]
    /// The target of the request line.
    public var target: String {
      head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    }

    /// The value of a header field; nil where it was not sent.
    public func header(_ name: String) -> String? {
      for line in head.split(separator: "\r\n").dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        if parts[0].lowercased() == name.lowercased() {
          return parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
      }
      return nil
    }
  }

  /// Where a script writes its answer.
  public struct Answerer: Sendable {
    fileprivate let descriptor: Int32

    /// Sends bytes; false where the client no longer takes them.
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

    /// Sends a whole answer with its length.
    @discardableResult
    public func answer(_ status: Int, _ fields: String = "", _ body: [UInt8] = []) -> Bool {
      send(
        Array("HTTP/1.1 \(status) X\r\nContent-Length: \(body.count)\r\n\(fields)\r\n".utf8) + body)
    }

    /// Holds the thread of this connection.
    public func pause(milliseconds: Int) { usleep(UInt32(milliseconds) * 1_000) }
  }

  /// Answers one request; true to take another one on the same connection.
  public typealias Script = @Sendable (Request, Answerer) -> Bool

  /// The port it listens on.
  public var port: UInt16 { listener.port }
  private let listener: LoopbackListener
  private let counts: Counts

  private final class Counts: Sendable {
    let connections = Mutex(0)
    let requests = Mutex(0)
  }

  /// Listens on a free port of 127.0.0.1 until it is let go.
  public init(_ script: @escaping Script) {
    let counts = Counts()
    self.counts = counts
    listener = LoopbackListener { connection in
      counts.connections.withLock { $0 += 1 }
      Self.serve(connection, counts, script)
    }
  }

  /// How many connections were accepted.
  public var connections: Int { counts.connections.withLock { $0 } }
  /// How many requests were answered.
  public var requests: Int { counts.requests.withLock { $0 } }
  /// The address of a path on this server.
  public func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

  private static func serve(_ descriptor: Int32, _ counts: Counts, _ script: Script) {
    defer { close(descriptor) }
    var held: [UInt8] = []
    while let request = receive(descriptor, &held) {
      counts.requests.withLock { $0 += 1 }
      if !script(request, Answerer(descriptor: descriptor)) { return }
    }
  }

  private static func receive(_ descriptor: Int32, _ held: inout [UInt8]) -> Request? {
    var head: String?
    while true {
      if head == nil, let end = held.firstRange(of: Array("\r\n\r\n".utf8)) {
        head = String(decoding: held[..<end.lowerBound], as: UTF8.self)
        held.removeSubrange(..<end.upperBound)
      }
      if let head {
        let probe = Request(head: head, body: [])
        if probe.header("Transfer-Encoding") != nil {
          if let end = held.firstRange(of: Array("0\r\n\r\n".utf8)) {
            let body = unchunk(Array(held[..<end.lowerBound]))
            held.removeSubrange(..<end.upperBound)
            return Request(head: head, body: body)
          }
        } else {
          let length = probe.header("Content-Length").flatMap { Int($0) } ?? 0
          if held.count >= length {
            let body = Array(held[..<length])
            held.removeFirst(length)
            return Request(head: head, body: body)
          }
        }
      }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { return nil }
      held += buffer[..<count]
    }
  }

  private static func unchunk(_ bytes: [UInt8]) -> [UInt8] {
    var rest = bytes[...]
    var body: [UInt8] = []
    while let end = rest.firstIndex(of: 0x0D) {
      let size = Int(String(decoding: rest[rest.startIndex..<end], as: UTF8.self), radix: 16) ?? 0
      let start = end + 2
      guard size > 0, start + size <= rest.endIndex else { break }
      body += rest[start..<(start + size)]
      rest = rest[min(start + size + 2, rest.endIndex)...]
    }
    return body
  }
}
