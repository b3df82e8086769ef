/// Reads address lists (RFC 5322 section 3.4, obsolete forms included) in one pass; groups are
/// flattened, unclosed quotes, comments and brackets end where the list ends.
struct AddressParser {
  /// The mailboxes in their order.
  private(set) var mailboxes: [MailAddress] = []
  /// True where the limit was reached.
  private(set) var isCut = false

  private var position: Int
  private let end: Int
  private var phrase: [UInt8] = []
  private var comment: [UInt8] = []
  private var angle: [UInt8]?
  /// True where blanks or a comment stand between the phrase and what follows.
  private var hasGap = false
  private var phraseHasAt = false

  private init(_ value: Range<Int>) {
    position = value.lowerBound
    end = value.upperBound
    phrase.reserveCapacity(64)
  }

  /// The mailboxes of a field's value.
  static func parse(
    _ bytes: Span<UInt8>, _ value: Range<Int>
  ) -> (mailboxes: [MailAddress], isCut: Bool) {
    var parser = AddressParser(value)
    parser.run(bytes)
    return (parser.mailboxes, parser.isCut)
  }

  private mutating func run(_ bytes: Span<UInt8>) {
    while position < end {
      let byte = bytes[position]
      switch byte {
      case Byte.comma, Byte.semicolon:
        position += 1
        finish()
      case Byte.quote: quoted(bytes)
      case Byte.openParenthesis: readComment(bytes)
      case Byte.less: readAngle(bytes)
      case Byte.colon:
        position += 1
        // A colon after a phrase begins a group; inside an address it is part of it.
        if !phraseHasAt, angle == nil { clear() } else { append(byte) }
      case Byte.space, Byte.tab, Byte.lineFeed, Byte.carriageReturn, 0:
        position += 1
        hasGap = true
      default: word(bytes)
      }
      if mailboxes.count >= MailLimits.addresses {
        isCut = position < end
        return
      }
    }
    finish()
  }

  private mutating func append(_ byte: UInt8) {
    if hasGap, !phrase.isEmpty { phrase.append(Byte.space) }
    hasGap = false
    if byte == Byte.at { phraseHasAt = true }
    phrase.append(byte)
  }

  private mutating func word(_ bytes: Span<UInt8>) {
    append(bytes[position])
    position += 1
    while position < end {
      let byte = bytes[position]
      switch byte {
      case Byte.comma, Byte.semicolon, Byte.quote, Byte.openParenthesis, Byte.less, Byte.colon,
        Byte.space, Byte.tab, Byte.lineFeed, Byte.carriageReturn, 0:
        return
      default:
        if byte == Byte.at { phraseHasAt = true }
        phrase.append(byte)
        position += 1
      }
    }
  }

  private mutating func quoted(_ bytes: Span<UInt8>) {
    position += 1
    let isLocalPart = Self.isQuotedLocalPart(bytes, from: position, to: end)
    if hasGap, !phrase.isEmpty { phrase.append(Byte.space) }
    hasGap = false
    if isLocalPart { phrase.append(Byte.quote) }
    while position < end, bytes[position] != Byte.quote {
      var byte = bytes[position]
      if byte == Byte.backslash, position + 1 < end {
        position += 1
        byte = bytes[position]
      }
      if byte != Byte.lineFeed, byte != Byte.carriageReturn, byte != 0 {
        if byte == Byte.at { phraseHasAt = true }
        phrase.append(byte)
      }
      position += 1
    }
    position = min(position + 1, end)
    if isLocalPart { phrase.append(Byte.quote) }
  }

  /// True where the quoted string that begins at `start` is followed by an at sign.
  private static func isQuotedLocalPart(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> Bool {
    // A local part has at most 64 bytes (RFC 5321), so the look ahead is short.
    var index = start
    let stop = min(end, start + 128)
    while index < stop, bytes[index] != Byte.quote {
      index += bytes[index] == Byte.backslash ? 2 : 1
    }
    return index + 1 < end && index < stop && bytes[index + 1] == Byte.at
  }

  private mutating func readComment(_ bytes: Span<UInt8>) {
    var depth = 0
    var content: [UInt8] = []
    repeat {
      var byte = bytes[position]
      if byte == Byte.backslash, position + 1 < end {
        position += 1
        byte = bytes[position]
        content.append(byte)
      } else if byte == Byte.openParenthesis {
        if depth > 0 { content.append(byte) }
        depth += 1
      } else if byte == Byte.closeParenthesis {
        depth -= 1
        if depth > 0 { content.append(byte) }
      } else if byte != Byte.lineFeed, byte != Byte.carriageReturn {
        content.append(byte)
      }
      position += 1
    } while depth > 0 && position < end
    if comment.isEmpty { comment = content }
    hasGap = true
  }

  private mutating func readAngle(_ bytes: Span<UInt8>) {
    position += 1
    var content: [UInt8] = []
    var inQuotes = false
    var hasAt = false
    content.reserveCapacity(48)
    while position < end {
      let byte = bytes[position]
      if byte == Byte.quote { inQuotes.toggle() }
      if !inQuotes, byte == Byte.greater {
        position += 1
        break
      }
      // A missing bracket: the next mailbox begins.
      if !inQuotes, byte == Byte.comma, hasAt, content.first != Byte.at { break }
      if byte == Byte.at { hasAt = true }
      if byte == Byte.less { content.removeAll(keepingCapacity: true) }
      if byte != Byte.less, inQuotes || !Byte.isSpace(byte), byte != 0 { content.append(byte) }
      position += 1
    }
    // A source route (RFC 5322 section 4.4) ends with a colon.
    if content.first == Byte.at, let colon = content.firstIndex(of: Byte.colon) {
      content.removeSubrange(...colon)
    }
    if angle == nil || angle?.isEmpty == true { angle = content }
    hasGap = true
  }

  private mutating func clear() {
    phrase.removeAll(keepingCapacity: true)
    comment.removeAll(keepingCapacity: true)
    angle = nil
    hasGap = false
    phraseHasAt = false
  }

  private mutating func finish() {
    defer { clear() }
    if let angle {
      guard !(angle.isEmpty && phrase.isEmpty) else { return }
      mailboxes.append(
        MailAddress(
          name: Self.text(phrase) ?? Self.text(comment),
          address: angle.isEmpty ? nil : Self.raw(angle)))
      return
    }
    guard !phrase.isEmpty else {
      // Only a comment: a name without an address.
      if let name = Self.text(comment) {
        mailboxes.append(MailAddress(name: name, address: nil))
      }
      return
    }
    guard phraseHasAt else {
      mailboxes.append(MailAddress(name: Self.text(phrase), address: nil))
      return
    }
    finishBare()
  }

  /// An address without brackets, alone or after a name.
  private mutating func finishBare() {
    var address = phrase
    var name: [UInt8] = []
    if let at = phrase.firstIndex(of: Byte.at),
      let gap = phrase[..<at].lastIndex(of: Byte.space), gap + 1 < at
    {
      name = Array(phrase[..<gap])
      address = Array(phrase[(gap + 1)...])
    }
    address.removeAll { $0 == Byte.space }
    mailboxes.append(
      MailAddress(name: Self.text(name) ?? Self.text(comment), address: Self.raw(address)))
  }

  private static func text(_ bytes: [UInt8]) -> String? {
    guard !bytes.isEmpty else { return nil }
    let decoded = HeaderText.decode(bytes.span, 0..<bytes.count).text
    return decoded.isEmpty ? nil : decoded
  }

  private static func raw(_ bytes: [UInt8]) -> String {
    Charset.unlabelled.decode(bytes.span, 0..<bytes.count)
  }
}
