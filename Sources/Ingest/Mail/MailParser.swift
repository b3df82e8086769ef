/// Reads the structure of a message: RFC 5322 headers and RFC 2045/2046 parts in one pass.
///
/// The parser takes every input, as mail clients do: what is broken is read the way it was most
/// likely meant, what exceeds a limit is cut and marked. Its time grows with the bytes alone.
public struct MailParser {
  /// Where content ends: at a boundary of an open multipart, or at the end of the bytes.
  struct Stop {
    /// The place of the boundary line, or the end.
    var place: Int
    /// The boundary, nil at the end of the bytes.
    var match: BoundaryStack.Match?
  }

  /// Header fields of all parts so far.
  var fields: [MailField] = []
  /// Parts so far, in order of the message.
  var parts: [MailPart] = []
  /// What was odd so far.
  var warnings = MailWarnings()
  /// Multiparts that are open.
  var boundaries = BoundaryStack()
  /// Embedded messages to be decoded and read once the outer bytes are done: part and its depth.
  var embedded: [Int] = []
  private var buffers: [[UInt8]] = []
  private var embeddedBytes = 0

  private init() {}

  /// Reads a message; never fails.
  public static func parse(_ message: [UInt8]) -> ParsedMail {
    var parser = MailParser()
    parser.fields.reserveCapacity(24)
    parser.parts.reserveCapacity(4)
    var cut = false
    var raw = message
    if raw.count > MailLimits.messageBytes {
      raw.removeSubrange(MailLimits.messageBytes...)
      cut = true
    }
    if hasOnlyCarriageReturns(raw.span) {
      for index in raw.indices where raw[index] == Byte.carriageReturn {
        raw[index] = Byte.lineFeed
      }
    }
    parser.buffers.append(raw)
    parser.readBuffer(raw.span, buffer: 0, parent: -1, depth: 0)
    parser.readEmbedded()
    if cut { parser.warnings.insert(.tooManyBytes) }
    return ParsedMail(
      buffers: parser.buffers, fields: parser.fields, parts: parser.parts,
      warnings: parser.warnings)
  }

  /// Reads one buffer as a message.
  private mutating func readBuffer(
    _ bytes: Span<UInt8>, buffer: Int, parent: Int, depth: Int
  ) {
    _ = readEntity(
      bytes, buffer: buffer, at: 0, to: bytes.count, parent: parent, depth: depth,
      fallback: .plainText)
  }

  /// Decodes the embedded messages in base64 or quoted-printable and reads them as well.
  private mutating func readEmbedded() {
    guard !embedded.isEmpty else { return }
    var next = 0
    while next < embedded.count {
      let part = parts[embedded[next]]
      let index = embedded[next]
      next += 1
      guard embeddedBytes + part.body.count <= MailLimits.embeddedBytes else {
        warnings.insert(.tooManyBytes)
        parts[index].kind = .other
        continue
      }
      embeddedBytes += part.body.count
      let outer = buffers[part.buffer]
      let decoded = TransferDecoder.decode(
        outer.span, part.body, part.encoding)
      buffers.append(decoded.bytes)
      readBuffer(
        decoded.bytes.span, buffer: buffers.count - 1, parent: index, depth: part.depth + 1)
    }
    parts = MailParser.ordered(parts)
  }

  /// Brings parts that were read late to the place after their container.
  private static func ordered(_ parts: [MailPart]) -> [MailPart] {
    var children: [[Int]] = Array(repeating: [], count: parts.count)
    var roots: [Int] = []
    for (index, part) in parts.enumerated() {
      if part.parent >= 0 { children[part.parent].append(index) } else { roots.append(index) }
    }
    var order: [MailPart] = []
    order.reserveCapacity(parts.count)
    var place = Array(repeating: 0, count: parts.count)
    var open = Array(roots.reversed())
    while let index = open.popLast() {
      place[index] = order.count
      var part = parts[index]
      if part.parent >= 0 { part.parent = place[part.parent] }
      order.append(part)
      open.append(contentsOf: children[index].reversed())
    }
    return order
  }

  /// True for messages of the oldest Macs, whose lines end in a carriage return alone.
  private static func hasOnlyCarriageReturns(_ bytes: Span<UInt8>) -> Bool {
    ByteSearch.index(of: Byte.lineFeed, in: bytes, from: 0, to: bytes.count) == nil
      && ByteSearch.index(of: Byte.carriageReturn, in: bytes, from: 0, to: bytes.count) != nil
  }
}
