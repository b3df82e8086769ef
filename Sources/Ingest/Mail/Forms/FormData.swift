import CLinux
public import Shared

/// A posted form: `multipart/form-data` (RFC 7578) or `application/x-www-form-urlencoded`.
///
/// Contents are places in one buffer, so that a large file is held once. Bytes stay bytes: in which
/// character set a field is written only its sender's other fields may tell.
public struct FormData: Sendable {
  /// One field or file.
  public struct Part: Sendable {
    /// The field's name.
    public var name: String
    /// The file's name as sent; nil for a plain field.
    public var fileName: String?
    /// The content's type as sent; nil where none was.
    public var mediaType: String?
    /// Where its content stands.
    public var content: Range<Int>
  }

  /// What the places of the parts refer to.
  public let bytes: [UInt8]
  /// The parts in order.
  public private(set) var parts: [Part] = []

  /// Reads a body of that Content-Type, all of it or nothing.
  ///
  /// - Throws: `FormError`.
  public init(_ body: [UInt8], contentType: String) throws(FormError) {
    let value = Array(contentType.utf8)
    let essence = contentType.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    switch essence {
    case "multipart/form-data":
      guard let boundary = ParameterText.decode(value.span, 0..<value.count, "boundary"),
        (1...FormLimits.boundaryBytes).contains(boundary.utf8.count),
        boundary.utf8.allSatisfy({ 0x20...0x7E ~= $0 })
      else { throw FormError.contentType }
      bytes = body
      try readMultipart(Array("--\(boundary)".utf8))
    case "application/x-www-form-urlencoded":
      var form = URLEncodedForm(body)
      parts = try form.read()
      bytes = form.decoded
    default: throw FormError.contentType
    }
  }

  /// The first content of that name.
  public func content(_ name: String) -> [UInt8]? {
    parts.first { $0.name == name }.map { Array(bytes[$0.content]) }
  }

  /// The first content of that name as UTF-8 text, without the blanks around it.
  public func text(_ name: String) -> String? {
    parts.first { $0.name == name }.map { part in
      ByteSearch.string(bytes.span, ByteSearch.trimmed(bytes.span, part.content))
    }
  }

  /// The first content of that name as JSON; nil where it is none.
  public func json(_ name: String) -> JSONValue? {
    content(name).flatMap { try? JSONValue(parsing: $0, maximumDepth: 16) }
  }

  private mutating func readMultipart(_ delimiter: [UInt8]) throws(FormError) {
    guard var position = Self.first(delimiter, in: bytes) else { throw FormError.malformed }
    let separator = [Byte.carriageReturn, Byte.lineFeed] + delimiter
    while true {
      switch Self.lineAfterDelimiter(bytes, position) {
      case .end: return
      case .part(let start): position = start
      case .none: throw FormError.malformed
      }
      guard parts.count < FormLimits.parts else { throw FormError.tooLarge }
      let header = try readHeader(from: position)
      var search = header.end
      // The separator's line end may be the header's own, where the content is empty.
      if bytes[..<search].suffix(2).elementsEqual([Byte.carriageReturn, Byte.lineFeed]) {
        search -= 2
      }
      var found: Int?
      while let candidate = Self.find(separator, in: bytes, from: search) {
        // A boundary that goes on is another word.
        if Self.lineAfterDelimiter(bytes, candidate + separator.count) != .none {
          found = candidate
          break
        }
        search = candidate + 1
      }
      guard let found else { throw FormError.truncated }
      if var part = header.part {
        part.content = header.end..<max(header.end, found)
        parts.append(part)
      }
      position = found + separator.count
    }
  }

  /// What stands behind a boundary.
  private enum Line: Equatable {
    /// The closing hyphens.
    case end
    /// A line end, behind which a part begins.
    case part(Int)
    /// Anything else.
    case none
  }

  /// The place behind the first boundary, which stands at a line's start.
  private static func first(_ delimiter: [UInt8], in bytes: [UInt8]) -> Int? {
    var search = 0
    while let found = find(delimiter, in: bytes, from: search) {
      let isAtStart = found == 0 || bytes[found - 1] == Byte.lineFeed
      if isAtStart, lineAfterDelimiter(bytes, found + delimiter.count) != .none {
        return found + delimiter.count
      }
      search = found + 1
    }
    return nil
  }

  private static func lineAfterDelimiter(_ bytes: [UInt8], _ start: Int) -> Line {
    var index = start
    if index + 1 < bytes.count, bytes[index] == Byte.hyphen, bytes[index + 1] == Byte.hyphen {
      return .end
    }
    while index < bytes.count, Byte.isBlank(bytes[index]), index - start < 64 { index += 1 }
    guard index + 1 < bytes.count, bytes[index] == Byte.carriageReturn,
      bytes[index + 1] == Byte.lineFeed
    else { return .none }
    return .part(index + 2)
  }

  private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    return bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let hit = memmem(base + start, buffer.count - start, needle, needle.count)
      else { return nil }
      return UnsafeRawPointer(hit) - base
    }
  }

  /// Reads the header of a part up to the empty line; a part without a name is nil.
  private func readHeader(from start: Int) throws(FormError) -> (part: Part?, end: Int) {
    var position = start
    var part: Part?
    var mediaType: String?
    let view = bytes.span
    while true {
      guard
        let line = ByteSearch.index(
          of: Byte.lineFeed, in: view, from: position,
          to: min(bytes.count, start + FormLimits.headerBytes))
      else {
        throw bytes.count - start > FormLimits.headerBytes
          ? FormError.tooLarge : FormError.truncated
      }
      let content = ByteSearch.trimmed(view, position..<line)
      position = line + 1
      if content.isEmpty { break }
      if ByteSearch.hasPrefix(
        view, at: content.lowerBound, to: content.upperBound, "content-disposition:")
      {
        part = part ?? Self.part(view, (content.lowerBound + 20)..<content.upperBound)
      } else if ByteSearch.hasPrefix(
        view, at: content.lowerBound, to: content.upperBound, "content-type:")
      {
        let value = ByteSearch.trimmed(view, (content.lowerBound + 13)..<content.upperBound)
        mediaType = ByteSearch.string(view, value)
      }
    }
    part?.mediaType = mediaType
    return (part, position)
  }

  private static func part(_ bytes: Swift.Span<UInt8>, _ value: Range<Int>) -> Part? {
    guard let name = ParameterText.decode(bytes, value, "name"),
      name.utf8.count <= FormLimits.nameBytes
    else { return nil }
    return Part(
      name: name, fileName: ParameterText.decode(bytes, value, "filename"), mediaType: nil,
      content: 0..<0)
  }
}
