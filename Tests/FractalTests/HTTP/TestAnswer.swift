import Shared

/// What a server sent back, taken apart.
struct TestAnswer {
  /// The status code; 0 where nothing came.
  let status: Int
  /// The header fields.
  let headers: HTTPHeaders
  /// What follows the head, chunks not taken apart.
  let body: String

  /// Takes an answer apart.
  init(_ text: String) {
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    status =
      lines.first.flatMap { $0.split(separator: " ").dropFirst().first }
      .flatMap { Int($0) } ?? 0
    let end = lines.firstIndex(of: "") ?? lines.endIndex
    var headers = HTTPHeaders()
    for line in lines[..<end].dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers.add(String(parts[0]), parts.count > 1 ? String(parts[1].dropFirst()) : "")
    }
    self.headers = headers
    body = lines.dropFirst(end + 1).joined(separator: "\r\n")
  }

  /// The body as JSON; null where it is none.
  var json: JSONValue { (try? JSONValue(parsing: Array(body.utf8))) ?? .null }
  /// The last part of a problem document's type.
  var problem: String? {
    json["type"]?.stringValue?.split(separator: ":").last.map(String.init)
  }
}
