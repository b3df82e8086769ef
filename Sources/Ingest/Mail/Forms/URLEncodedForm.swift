/// Reads `application/x-www-form-urlencoded` (WHATWG URL section 5.1) into one buffer of bytes.
struct URLEncodedForm {
  /// The decoded bytes of all names and values.
  private(set) var decoded: [UInt8] = []

  private let body: [UInt8]

  /// A form of that body.
  init(_ body: [UInt8]) {
    self.body = body
  }

  /// The parts, whose places refer to ``decoded``.
  ///
  /// - Throws: `FormError.tooLarge`.
  mutating func read() throws(FormError) -> [FormData.Part] {
    decoded.reserveCapacity(body.count)
    var parts: [FormData.Part] = []
    var position = 0
    while position < body.count {
      let end = body[position...].firstIndex(of: UInt8(ascii: "&")) ?? body.count
      let equals = body[position..<end].firstIndex(of: Byte.equals) ?? end
      let name = decode(position..<equals)
      let content = decode(min(equals + 1, end)..<end)
      if !name.isEmpty {
        guard parts.count < FormLimits.parts, name.count <= FormLimits.nameBytes else {
          throw FormError.tooLarge
        }
        parts.append(
          FormData.Part(
            name: String(decoding: decoded[name], as: UTF8.self), fileName: nil, mediaType: nil,
            content: content))
      }
      position = end + 1
    }
    return parts
  }

  private mutating func decode(_ range: Range<Int>) -> Range<Int> {
    let start = decoded.count
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = body[index]
      if byte == Byte.percent, index + 2 < range.upperBound,
        let high = Byte.hexValue(body[index + 1]), let low = Byte.hexValue(body[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(byte == UInt8(ascii: "+") ? Byte.space : byte)
        index += 1
      }
    }
    return start..<decoded.count
  }
}
