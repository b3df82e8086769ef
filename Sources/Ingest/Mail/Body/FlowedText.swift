/// Undoes format=flowed (RFC 3676): lines that end in a space run on into the next line of the same
/// quote depth, space-stuffing is removed, `-- ` stays a line of its own.
enum FlowedText {
  /// The text with its paragraphs on one line each; quoted lines keep their `>` marks.
  ///
  /// - Parameters:
  ///   - text: the text as sent.
  ///   - deletesSpace: the DelSp parameter: the space at a soft break is not part of the text.
  static func unflow(_ text: String, deletesSpace: Bool) -> String {
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    // The quote depth of a line that runs on, nil after a line that ended.
    var openDepth: Int?
    var position = 0
    while position < bytes.count {
      let lineStart = position
      var end = position
      while end < bytes.count, bytes[end] != Byte.lineFeed { end += 1 }
      position = end + 1
      if end > lineStart, bytes[end - 1] == Byte.carriageReturn { end -= 1 }
      var start = lineStart
      while start < end, bytes[start] == Byte.greater { start += 1 }
      let depth = start - lineStart
      if start < end, bytes[start] == Byte.space { start += 1 }
      let isSignature = bytes[start..<end].elementsEqual([Byte.hyphen, Byte.hyphen, Byte.space])
      if isSignature || openDepth != depth {
        if lineStart > 0 { output.append(Byte.lineFeed) }
        if depth > 0 {
          output.append(contentsOf: repeatElement(Byte.greater, count: depth))
          output.append(Byte.space)
        }
      }
      let isSoft = end > start && bytes[end - 1] == Byte.space && !isSignature
      output.append(contentsOf: bytes[start..<(isSoft && deletesSpace ? end - 1 : end)])
      openDepth = isSoft ? depth : nil
    }
    if bytes.last == Byte.lineFeed { output.append(Byte.lineFeed) }
    return String(decoding: output, as: UTF8.self)
  }
}
