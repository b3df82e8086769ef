/// Decodes one parameter: plain, quoted, continued and percent-encoded (RFC 2231), or with encoded
/// words in it as most clients wrongly write them.
enum ParameterText {
  private struct Section {
    var number: Int
    var bytes: [UInt8]
    var isExtended: Bool
  }

  /// The decoded value of the parameter `name`, or nil where it is not given.
  ///
  /// - Parameters:
  ///   - bytes: the buffer.
  ///   - value: the value of the whole field.
  ///   - name: the parameter's name in lower case.
  static func decode(_ bytes: Span<UInt8>, _ value: Range<Int>, _ name: StaticString) -> String? {
    var scanner = ParameterScanner(bytes, value)
    if scanner.mediaType(bytes) == nil {
      scanner = ParameterScanner(bytes, value)
      scanner.skipWord(bytes)
    }
    var sections: [Section] = []
    var simple: ParameterScanner.Parameter?
    var extended: ParameterScanner.Parameter?
    var total = 0
    while let parameter = scanner.next(bytes) {
      guard ByteSearch.equals(bytes, parameter.name, name) else { continue }
      if let number = parameter.section {
        guard number < MailLimits.parameters, total < MailLimits.parameterBytes else { continue }
        let part = content(bytes, parameter)
        total += part.count
        sections.append(Section(number: number, bytes: part, isExtended: parameter.isExtended))
      } else if parameter.isExtended {
        if extended == nil { extended = parameter }
      } else if simple == nil {
        simple = parameter
      }
    }
    if let extended {
      return decodeExtended([
        Section(number: 0, bytes: content(bytes, extended), isExtended: true)
      ])
    }
    if !sections.isEmpty { return decodeExtended(inOrder(sections)) }
    guard let simple else { return nil }
    if !simple.hasEscapes, isPlain(bytes, simple.value) {
      return ByteSearch.string(bytes, simple.value)
    }
    let raw = content(bytes, simple)
    return HeaderText.decode(raw.span, 0..<raw.count).text
  }

  /// Printable ASCII without encoded words.
  private static func isPlain(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count <= MailLimits.parameterBytes else { return false }
    for place in range {
      let byte = bytes[place]
      if byte < 32 || byte >= 127 { return false }
      if byte == Byte.equals, place + 1 < range.upperBound, bytes[place + 1] == Byte.question {
        return false
      }
    }
    return true
  }

  /// The value without escapes, cut at the limit.
  private static func content(
    _ bytes: Span<UInt8>, _ parameter: ParameterScanner.Parameter
  ) -> [UInt8] {
    var range = parameter.value
    if range.count > MailLimits.parameterBytes {
      range = range.lowerBound..<(range.lowerBound + MailLimits.parameterBytes)
    }
    guard parameter.hasEscapes else { return ByteSearch.copy(bytes, range) }
    var result: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      var byte = bytes[index]
      // A backslash escapes quotes and itself only: Windows paths hold it as it is.
      if byte == Byte.backslash, index + 1 < range.upperBound,
        bytes[index + 1] == Byte.quote || bytes[index + 1] == Byte.backslash
      {
        index += 1
        byte = bytes[index]
      }
      result.append(byte)
      index += 1
    }
    return result
  }

  /// Sections by their number, the first of each number; a gap ends the value.
  private static func inOrder(_ sections: [Section]) -> [Section] {
    var slots = [Section?](repeating: nil, count: MailLimits.parameters)
    for section in sections where slots[section.number] == nil {
      slots[section.number] = section
    }
    // Some writers count from one.
    let first = slots[0] == nil ? 1 : 0
    return slots[first...].prefix { $0 != nil }.compactMap { $0 }
  }

  /// Joins sections; the first extended one names the character set: `charset'language'text`.
  private static func decodeExtended(_ sections: [Section]) -> String? {
    guard let first = sections.first else { return nil }
    var label: [UInt8] = []
    var text: [UInt8] = []
    for (index, section) in sections.enumerated() {
      var bytes = section.bytes[...]
      if index == 0, first.isExtended,
        let quote = bytes.firstIndex(of: Byte.apostrophe),
        let second = bytes[(quote + 1)...].firstIndex(of: Byte.apostrophe)
      {
        label = Array(bytes[..<quote])
        bytes = bytes[(second + 1)...]
      }
      text += section.isExtended ? percentDecoded(bytes) : Array(bytes)
    }
    if !first.isExtended, label.isEmpty {
      return HeaderText.decode(text.span, 0..<text.count).text
    }
    let charset = Charset.find(label.span, 0..<label.count) ?? .unlabelled
    return charset.decode(text.span, 0..<text.count)
  }

  private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == Byte.percent, index + 2 < bytes.endIndex,
        let high = Byte.hexValue(bytes[index + 1]), let low = Byte.hexValue(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(byte)
        index += 1
      }
    }
    return result
  }
}
