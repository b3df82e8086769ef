import Foundation
public import Shared

/// One HTTP exchange over a plain socket, independent of the product's own client.
public enum SimpleHTTP {
  /// An answer.
  public struct Answer: Sendable {
    /// The status code; 0 where nothing answered.
    public let status: Int
    /// The header section as text.
    public let head: String
    /// The body as text.
    public let body: String

    /// The body as JSON; null where it is none.
    public var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
  }

  /// Sends one request to a loopback port and reads the answer to its end.
  public static func send(
    _ method: String, _ target: String, port: UInt16, token: String? = nil,
    headers: [String: String] = [:], body: [UInt8] = []
  ) async -> Answer {
    guard let connection = RawConnection(port: port) else {
      return Answer(status: 0, head: "", body: "")
    }
    var lines = [
      "\(method) \(target) HTTP/1.1", "Host: localhost", "Connection: close",
      "Content-Length: \(body.count)",
    ]
    if let token { lines.append("Authorization: Bearer \(token)") }
    lines += headers.map { "\($0.key): \($0.value)" }
    connection.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    let text = await connection.receiveAll()
    guard let end = text.range(of: "\r\n\r\n") else { return Answer(status: 0, head: "", body: "") }
    let head = String(text[..<end.lowerBound])
    let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return Answer(
      status: status, head: head, body: unchunked(String(text[end.upperBound...]), head))
  }

  /// Waits until the port answers a request, at most that long; false where it never does.
  public static func waitUntilServed(port: UInt16, seconds: Int = 60) async throws -> Bool {
    for _ in 0..<seconds * 10 {
      if await send("GET", "/openapi.json", port: port).status != 0 { return true }
      try await Task.sleep(for: .milliseconds(100))
    }
    return false
  }

  private static func unchunked(_ body: String, _ head: String) -> String {
    guard head.lowercased().contains("transfer-encoding: chunked") else { return body }
    var rest = Array(body.utf8)[...]
    var result: [UInt8] = []
    while let line = rest.firstIndex(of: 0x0A) {
      let digits = String(decoding: rest[rest.startIndex..<line], as: UTF8.self)
      guard let size = Int(digits.trimmingCharacters(in: .whitespacesAndNewlines), radix: 16),
        size > 0
      else { break }
      rest = rest[(line + 1)...]
      result += rest.prefix(size)
      rest = rest.dropFirst(size + 2)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
