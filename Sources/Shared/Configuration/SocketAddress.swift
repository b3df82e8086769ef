/// A host with a port, such as `127.0.0.1:8080`, `[::1]:8080` or `example.org:443`.
public struct SocketAddress: Hashable, Sendable, SettingValue {
  /// The host: a name or an address, without brackets.
  public let host: String
  /// The port; 0 asks the system for a free one.
  public let port: UInt16

  /// An address of its parts.
  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// `HOST:PORT`.
  public static var expectation: String { "HOST:PORT such as 127.0.0.1:8080 or [::1]:8080" }

  /// Reads `HOST:PORT`; an IPv6 address stands in brackets.
  public init?(settingText: String) {
    guard let colon = settingText.lastIndex(of: ":"),
      let port = UInt16(settingText[settingText.index(after: colon)...])
    else { return nil }
    var host = settingText[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    let isPlain = host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x40 }
    guard !host.isEmpty, isPlain else { return nil }
    self.init(host: String(host), port: port)
  }

  /// `HOST:PORT`, an IPv6 address in brackets.
  public var settingText: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
