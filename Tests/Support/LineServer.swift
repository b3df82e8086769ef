import Foundation
import Glibc
import Synchronization

/// A loopback server of a protocol of lines, such as IMAP, that answers as a test wants.
public final class LineServer: Sendable {
  /// What to say to a line, given those of the connection before it; nil ends the connection.
  public typealias Script = @Sendable (_ line: String, _ before: [String]) -> String?

  /// The port it listens on.
  public var port: UInt16 { listener.port }
  private let listener: LoopbackListener
  private let heard = Heard()

  private final class Heard: Sendable {
    let lines = Mutex<[String]>([])
  }

  /// Greets everybody who connects to a free port of 127.0.0.1, until it is let go.
  public init(greeting: String, _ script: @escaping Script) {
    let heard = heard
    listener = LoopbackListener { Self.serve($0, greeting, heard, script) }
  }

  /// Every line that was heard, of all connections.
  public var lines: [String] { heard.lines.withLock { $0 } }

  private static func serve(
    _ descriptor: Int32, _ greeting: String, _ heard: Heard, _ script: Script
  ) {
    defer { close(descriptor) }
    var held: [UInt8] = []
    var lines: [String] = []
    guard send(greeting, descriptor) else { return }
    while true {
      while let end = held.firstIndex(of: 0x0A) {
        let line = String(decoding: held[..<end], as: UTF8.self)
          .trimmingCharacters(in: .whitespacesAndNewlines)
        held.removeSubrange(...end)
        heard.lines.withLock { $0.append(line) }
        guard let answer = script(line, lines), send(answer, descriptor) else { return }
        lines.append(line)
      }
      var buffer = [UInt8](repeating: 0, count: 4_096)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { return }
      held += buffer[..<count]
    }
  }

  private static func send(_ text: String, _ descriptor: Int32) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.isEmpty
      || Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }
}
