extension ParsedMail {
  /// The bytes of a leaf after its transfer encoding, and whether they were damaged.
  public func content(of part: Int) -> (bytes: [UInt8], isDamaged: Bool) {
    let node = parts[part]
    let buffer = buffers[node.buffer]
    return TransferDecoder.decode(buffer.span, node.body, node.encoding)
  }

  /// The text of a leaf, and what was odd about it.
  public func text(of part: Int) -> (text: String, warnings: MailWarnings) {
    let node = parts[part]
    let buffer = buffers[node.buffer]
    let bytes = buffer.span
    var warnings = MailWarnings()
    let found = Charset.find(bytes, node.charset)
    if found == nil { warnings.insert(.unknownCharset) }
    let charset = found ?? .unlabelled
    switch (node.encoding, charset) {
    case (.identity, .utf16):
      return (charset.decode(bytes, wideBody(bytes, node)), warnings)
    case (.identity, _):
      return (charset.decode(bytes, node.body), warnings)
    case (.quotedPrintable, .utf8):
      // Decoded straight into the string, which checks it.
      let text = String(unsafeUninitializedCapacity: node.body.count) {
        QuotedPrintableDecoder.decode(bytes, node.body, into: $0)
      }
      return (text, warnings)
    default:
      let content = TransferDecoder.decode(bytes, node.body, node.encoding)
      if content.isDamaged { warnings.insert(.damagedEncoding) }
      return (charset.decode(content.bytes.span, 0..<content.bytes.count), warnings)
    }
  }

  /// Unencoded UTF-16 whose last line end was cut in half where the boundary begins.
  private func wideBody(_ bytes: Span<UInt8>, _ node: MailPart) -> Range<Int> {
    let end = node.body.upperBound
    if node.body.count % 2 == 1, end < bytes.count, bytes[end] == Byte.lineFeed {
      return node.body.lowerBound..<(end + 1)
    }
    return node.body
  }
}
