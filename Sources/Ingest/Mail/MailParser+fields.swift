extension MailParser {
  /// Reads header fields from `start` and returns where the body begins.
  ///
  /// A line that is no field ends the header where a field came before it; lines before the first
  /// field that belong to a mailbox file or a broken fold are skipped.
  mutating func readFields(_ bytes: Span<UInt8>, at start: Int, to end: Int) -> Int {
    let firstField = fields.count
    var position = start
    while position < end {
      let first = bytes[position]
      if first == Byte.lineFeed { return position + 1 }
      if first == Byte.carriageReturn, position + 1 < end, bytes[position + 1] == Byte.lineFeed {
        return position + 2
      }
      if first == Byte.hyphen, position + 1 < end, bytes[position + 1] == Byte.hyphen,
        boundaries.match(bytes, at: position, to: end) != nil
      {
        return position
      }
      var lineEnd = ByteSearch.lineEnd(in: bytes, from: position, to: end)
      guard let nameEnd = Self.fieldNameEnd(bytes, at: position, to: lineEnd) else {
        if fields.count == firstField, Self.isSkippable(bytes, at: position, lineEnd, end) {
          position = min(lineEnd + 1, end)
          continue
        }
        warnings.insert(.brokenHeader)
        return position
      }
      var colon = nameEnd
      while bytes[colon] != Byte.colon { colon += 1 }
      while lineEnd + 1 < end, Byte.isBlank(bytes[lineEnd + 1]) {
        lineEnd = ByteSearch.lineEnd(in: bytes, from: lineEnd + 1, to: end)
      }
      addField(bytes, name: position..<nameEnd, value: (colon + 1)..<lineEnd)
      position = min(lineEnd + 1, end)
    }
    return end
  }

  private mutating func addField(_ bytes: Span<UInt8>, name: Range<Int>, value: Range<Int>) {
    guard fields.count < MailLimits.fields else {
      warnings.insert(.tooManyFields)
      return
    }
    var range = value
    if range.count > MailLimits.fieldBytes {
      range = range.lowerBound..<(range.lowerBound + MailLimits.fieldBytes)
      warnings.insert(.longField)
    }
    if let last = range.last, bytes[last] == Byte.carriageReturn {
      range = range.lowerBound..<last
    }
    fields.append(
      MailField(
        name: MailFieldName.recognise(bytes, name), nameRange: name, valueRange: range))
  }

  /// The end of the field name at `start`, or nil where the line is no field: printable ASCII, then
  /// blanks (obsolete, RFC 5322 section 4.5), then a colon.
  private static func fieldNameEnd(_ bytes: Span<UInt8>, at start: Int, to end: Int) -> Int? {
    var index = start
    while index < end {
      let byte = bytes[index]
      if byte == Byte.colon { return index > start ? index : nil }
      if byte <= 32 || byte >= 127 { break }
      index += 1
    }
    guard index > start, index < end, Byte.isBlank(bytes[index]) else { return nil }
    let nameEnd = index
    while index < end, Byte.isBlank(bytes[index]) { index += 1 }
    return index < end && bytes[index] == Byte.colon ? nameEnd : nil
  }

  /// True for a line before the first field that is noise: a mailbox file's `From ` line, its
  /// quoted form, or a fold of nothing in front of a field.
  private static func isSkippable(
    _ bytes: Span<UInt8>, at place: Int, _ lineEnd: Int, _ end: Int
  ) -> Bool {
    if ByteSearch.hasPrefix(bytes, at: place, to: lineEnd, "from ")
      || ByteSearch.hasPrefix(bytes, at: place, to: lineEnd, ">from ")
    {
      return true
    }
    guard Byte.isBlank(bytes[place]), lineEnd + 1 < end else { return false }
    let nextEnd = ByteSearch.lineEnd(in: bytes, from: lineEnd + 1, to: end)
    return fieldNameEnd(bytes, at: lineEnd + 1, to: nextEnd) != nil
  }
}
