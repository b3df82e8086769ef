import Shared

/// Puts a message together from the pieces in which a provider hands it over.
///
/// The same pieces give the same bytes, so that a mail which comes again is known again. Texts and
/// files are written in base 64: their bytes stay as they are, in the character set they came in.
struct ComposedMessage {
  /// A text body.
  struct Body {
    /// Its bytes.
    var bytes: [UInt8]
    /// The label of its character set, as it came.
    var charset: String?
  }

  /// A file.
  struct File {
    /// Its name as it came.
    var name: String?
    /// Its type as it came.
    var mediaType: String?
    /// Under which the HTML body speaks of it.
    var contentID: String?
    /// Its bytes.
    var bytes: [UInt8]
  }

  /// The header fields in order, values in UTF-8 or as they were written.
  private(set) var fields: [(name: String, value: [UInt8])] = []
  /// The plain text.
  var text: Body?
  /// The HTML.
  var html: Body?
  /// The files.
  var files: [File] = []

  /// Fields that describe how the message was written, not what it says: it is written anew.
  private static let structural: Set<String> = [
    "mime-version", "content-type", "content-transfer-encoding", "content-disposition",
    "content-id", "content-description", "content-length", "lines",
  ]

  /// True where a field of that name is there.
  func has(_ name: String) -> Bool {
    fields.contains { $0.name.lowercased() == name.lowercased() }
  }

  /// Adds a field; one that is malformed, structural or beyond the limits is left out.
  mutating func add(_ name: String, _ value: [UInt8]) {
    guard fields.count < ProviderLimits.fields, value.count <= ProviderLimits.fieldBytes,
      !name.isEmpty, name.utf8.count <= 200,
      name.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != Byte.colon }),
      !Self.structural.contains(name.lowercased())
    else { return }
    fields.append((name, Self.oneLine(value)))
  }

  /// Adds a field of text where it is not there yet and the text is not empty.
  mutating func addMissing(_ name: String, _ value: String?) {
    guard let value, !value.isEmpty, !has(name) else { return }
    add(name, Array(value.utf8))
  }

  /// Adds the fields of a header block as it was written.
  mutating func add(block: [UInt8]) {
    var name: String?
    var value: [UInt8] = []
    func finish(_ message: inout ComposedMessage) {
      if let name { message.add(name, value) }
      name = nil
      value = []
    }
    for line in block.split(separator: Byte.lineFeed, omittingEmptySubsequences: true) {
      let line = line.last == Byte.carriageReturn ? line.dropLast() : line
      guard let first = line.first else { continue }
      if Byte.isBlank(first) {
        if value.count <= ProviderLimits.fieldBytes { value += line }
        continue
      }
      finish(&self)
      guard let colon = line.firstIndex(of: Byte.colon) else { continue }
      name = String(decoding: line[..<colon], as: UTF8.self).filter { $0 != " " }
      value = Array(line[(colon + 1)...].drop { Byte.isBlank($0) })
    }
    finish(&self)
  }

  /// The message's bytes.
  func message() -> [UInt8] {
    var output: [UInt8] = []
    for field in fields {
      output += Array(field.name.utf8) + [Byte.colon, Byte.space] + field.value + Self.lineEnd
    }
    output += Array("MIME-Version: 1.0\r\n".utf8)
    let boundary = boundary()
    let cited = html == nil ? [] : files.filter { $0.contentID != nil }
    let others = html == nil ? files : files.filter { $0.contentID == nil }
    var root = bodies(boundary)
    if !cited.isEmpty {
      root = Self.multipart(
        "related", boundary + "r", [root] + cited.map { Self.entity($0, isInline: true) })
    }
    if !others.isEmpty {
      root = Self.multipart(
        "mixed", boundary + "m", [root] + others.map { Self.entity($0, isInline: false) })
    }
    return output + root
  }

  /// Text and HTML as one entity: header, blank line, body.
  private func bodies(_ boundary: String) -> [UInt8] {
    let both = [("plain", text), ("html", html)].compactMap { kind, body in
      body.map { Self.entity($0, kind) }
    }
    if both.count == 2 { return Self.multipart("alternative", boundary + "a", both) }
    return both.first ?? Self.entity(Body(bytes: [], charset: nil), "plain")
  }

  /// A boundary that follows from the content; no line of base 64 begins with its hyphens.
  private func boundary() -> String {
    var hash = SHA256()
    for bytes in [text?.bytes, html?.bytes].compactMap({ $0 }) + files.map(\.bytes) {
      hash.update(Array("\(bytes.count):".utf8))
      hash.update(bytes)
    }
    return "fractal-" + Hex.encode(Array(hash.finish().prefix(16)))
  }

  private static let lineEnd = [Byte.carriageReturn, Byte.lineFeed]

  private static func entity(_ body: Body, _ kind: String) -> [UInt8] {
    let label = body.charset.flatMap { isToken($0, most: 40) ? $0 : nil }
    let charset = label.map { "; charset=\"\($0)\"" } ?? ""
    return head("Content-Type: text/\(kind)\(charset)") + base64(body.bytes)
  }

  private static func entity(_ file: File, isInline: Bool) -> [UInt8] {
    let parts = file.mediaType?.split(separator: "/", omittingEmptySubsequences: false) ?? []
    let isKnown =
      parts.count == 2 && parts.allSatisfy { isToken(String($0), most: 100) }
      && !["multipart", "message"].contains(parts[0].lowercased())
    var header =
      "Content-Type: \(isKnown ? parts.joined(separator: "/") : "application/octet-stream")"
    header += "\r\nContent-Disposition: \(isInline ? "inline" : "attachment")"
    if let name = file.name, !name.isEmpty {
      header += "; filename*=UTF-8''\(PercentEncoding.encode(String(name.prefix(255))))"
    }
    if let id = file.contentID, !id.isEmpty, id.utf8.allSatisfy({ 0x21...0x7E ~= $0 }),
      id.utf8.count < 900
    {
      header += "\r\nContent-ID: <\(id.filter { $0 != "<" && $0 != ">" })>"
    }
    return head(header) + base64(file.bytes)
  }

  private static func head(_ fields: String) -> [UInt8] {
    Array("\(fields)\r\nContent-Transfer-Encoding: base64\r\n\r\n".utf8)
  }

  private static func multipart(
    _ kind: String, _ boundary: String, _ entities: [[UInt8]]
  ) -> [UInt8] {
    var output = Array("Content-Type: multipart/\(kind); boundary=\"\(boundary)\"\r\n\r\n".utf8)
    for entity in entities { output += Array("--\(boundary)\r\n".utf8) + entity + lineEnd }
    return output + Array("--\(boundary)--\r\n".utf8)
  }

  /// Base 64 in lines of 76 characters (RFC 2045 section 6.8).
  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let text = Array(Base64.encode(bytes).utf8)
    var output: [UInt8] = []
    output.reserveCapacity(text.count + text.count / 38 + 2)
    for start in stride(from: 0, to: text.count, by: 76) {
      output += text[start..<min(start + 76, text.count)]
      output += lineEnd
    }
    return output
  }

  /// The value with folds and control characters as blanks, so that it begins no other field.
  private static func oneLine(_ value: [UInt8]) -> [UInt8] {
    value.map { $0 < 0x20 || $0 == 0x7F ? Byte.space : $0 }
  }

  private static func isToken(_ text: String, most: Int) -> Bool {
    !text.isEmpty && text.utf8.count <= most
      && text.utf8.allSatisfy { byte in
        Byte.isLetter(byte) || Byte.isDigit(byte) || "!#$&^_.+-:".utf8.contains(byte)
      }
  }
}
