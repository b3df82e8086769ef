/// Reads one unfolded line: `NAME;PARAMETER=value,"quoted":value`.
enum ICalendarPropertyParser {
  /// The property, nil where the line has no name and colon; what was wrong with its parameters.
  static func parse(
    _ line: ICalendarLineReader.Line
  ) -> (property: ICalendarProperty, warning: ICalendarWarning.Code?)? {
    let bytes = line.bytes
    var index = 0
    while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
    guard index > 0, index < bytes.count, index <= 64 else { return nil }
    let name = upper(bytes[..<index])
    var parameters: [ICalendarParameter] = []
    var warning: ICalendarWarning.Code?
    while index < bytes.count, bytes[index] == UInt8(ascii: ";") {
      index += 1
      guard let parameter = parameter(bytes, &index, &warning) else { continue }
      if parameters.count < ICalendarLimits.parameters { parameters.append(parameter) }
    }
    while index < bytes.count, bytes[index] == 32 { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return nil }
    let (value, isUTF8) = text(bytes[(index + 1)...])
    return (
      ICalendarProperty(name, value, parameters: parameters, line: line.number),
      isUTF8 ? warning : .encoding
    )
  }

  /// One parameter; leaves the index at the `;` or `:` behind it.
  private static func parameter(
    _ bytes: [UInt8], _ index: inout Int, _ warning: inout ICalendarWarning.Code?
  ) -> ICalendarParameter? {
    let start = index
    while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
    let name = upper(bytes[start..<index])
    guard index < bytes.count, bytes[index] == UInt8(ascii: "="), !name.isEmpty else {
      warning = .malformedParameter
      while index < bytes.count, bytes[index] != UInt8(ascii: ";"),
        bytes[index] != UInt8(ascii: ":")
      {
        index += 1
      }
      return nil
    }
    var values: [String] = []
    repeat {
      index += 1
      let value = value(bytes, &index, &warning)
      if values.count < ICalendarLimits.listItems { values.append(value) }
    } while index < bytes.count && bytes[index] == UInt8(ascii: ",")
    return ICalendarParameter(name, values)
  }

  private static func value(
    _ bytes: [UInt8], _ index: inout Int, _ warning: inout ICalendarWarning.Code?
  ) -> String {
    let ends = [UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ",")]
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\""),
      let quote = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "\""))
    else {
      let start = index
      while index < bytes.count, !ends.contains(bytes[index]) { index += 1 }
      if bytes[start..<index].contains(UInt8(ascii: "\"")) { warning = .malformedParameter }
      return parameterText(bytes[start..<index])
    }
    let start = index + 1
    index = quote + 1
    while index < bytes.count, !ends.contains(bytes[index]) {
      warning = .malformedParameter
      index += 1
    }
    return parameterText(bytes[start..<quote])
  }

  private static func parameterText(_ bytes: ArraySlice<UInt8>) -> String {
    let (decoded, isUTF8) = text(bytes)
    return isUTF8 ? ICalendarText.unescapedParameter(bytes) : decoded
  }

  /// The text of UTF-8 bytes; bytes that are none are read as Windows-1252.
  private static func text(_ bytes: ArraySlice<UInt8>) -> (String, isUTF8: Bool) {
    if let text = String(validating: bytes, as: UTF8.self) { return (text, true) }
    return (ICalendarEncoding.text(mixed: bytes), false)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  private static func upper(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map { $0 &- 97 < 26 ? $0 - 32 : $0 }, as: UTF8.self)
  }
}
