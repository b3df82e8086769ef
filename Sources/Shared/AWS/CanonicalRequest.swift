/// The text over which AWS Signature Version 4 is made ("Create a signed AWS API request", step 1).
struct CanonicalRequest {
  /// The whole text.
  let text: String
  /// The names of the signed header fields, between semicolons.
  let signedHeaders: String

  /// Header fields that proxies or the client itself may change, which are never signed.
  private static let unsigned: Set<String> = [
    "authorization", "connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id",
  ]

  /// The canonical form of a request as it goes over the wire.
  init(
    method: String, target: String, headers: HTTPHeaders, payloadHash: String,
    pathRule: RequestSigner.PathRule
  ) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts.first.map(String.init) ?? "/"
    let query = parts.count > 1 ? String(parts[1]) : ""
    var grouped: [String: [String]] = [:]
    for field in headers.fields {
      let name = field.name.lowercased()
      if !Self.unsigned.contains(name) { grouped[name, default: []].append(Self.trim(field.value)) }
    }
    let names = grouped.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    signedHeaders = names.joined(separator: ";")
    let lines = names.map { "\($0):\((grouped[$0] ?? []).joined(separator: ","))\n" }
    text = [
      method, Self.path(path, pathRule), Self.query(query), lines.joined(), signedHeaders,
      payloadHash,
    ].joined(separator: "\n")
  }

  /// The path: for every service but S3 without dot segments and doubled slashes and encoded once
  /// more, so that the wire's `%3A` becomes `%253A`; for S3 as sent.
  static func path(_ path: String, _ rule: RequestSigner.PathRule) -> String {
    switch rule {
    case .asSent: return reencode(path, keeping: "/")
    case .encodedAgain(let normalises):
      guard normalises else { return PercentEncoding.encode(path, keeping: "/") }
      var kept: [Substring] = []
      for part in path.split(separator: "/") {
        switch part {
        case ".": continue
        case "..": _ = kept.popLast()
        default: kept.append(part)
        }
      }
      let slash = !kept.isEmpty && path.hasSuffix("/") ? "/" : ""
      return PercentEncoding.encode("/" + kept.joined(separator: "/") + slash, keeping: "/")
    }
  }

  /// The query sorted by name, then by value, both encoded anew; a name alone gets its `=`.
  static func query(_ query: String) -> String {
    let pairs = query.split(separator: "&").map { part -> (name: String, value: String) in
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (reencode(String(sides[0])), sides.count > 1 ? reencode(String(sides[1])) : "")
    }
    let sorted = pairs.sorted { lhs, rhs in
      lhs.name == rhs.name
        ? lhs.value.utf8.lexicographicallyPrecedes(rhs.value.utf8)
        : lhs.name.utf8.lexicographicallyPrecedes(rhs.name.utf8)
    }
    return sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }

  /// A value without white space at its ends, inner runs of it made one space.
  private static func trim(_ value: String) -> String {
    value.split { $0 == " " || $0 == "\t" || $0.isNewline }.joined(separator: " ")
  }

  /// Escapes undone and made again, so that two spellings of one text are signed alike. Works on
  /// bytes, since what is escaped need not be UTF-8.
  private static func reencode(_ text: String, keeping: String = "") -> String {
    let bytes = Array(text.utf8)
    let kept = Array(keeping.utf8)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      var byte = bytes[index]
      index += 1
      if byte == 0x25, index + 1 < bytes.count, let high = Hex.value(of: bytes[index]),
        let low = Hex.value(of: bytes[index + 1])
      {
        byte = high << 4 | low
        index += 2
      }
      if PercentEncoding.isUnreserved(byte) || kept.contains(byte) {
        output.append(byte)
      } else {
        output.append(0x25)
        output += Array(Hex.encode([byte]).uppercased().utf8)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
