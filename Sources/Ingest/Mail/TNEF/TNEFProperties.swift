/// Reads the MAPI properties inside a TNEF attribute (MS-OXTNEF section 2.1.3.4).
struct TNEFProperties {
  /// One property of a type that can be read.
  struct Property {
    /// The property's number.
    var id: UInt16
    /// Its type.
    var type: UInt16
    /// The first value's bytes.
    var bytes: ArraySlice<UInt8>

    /// The value as text, nil for other types.
    var text: String? {
      switch type {
      case 0x001F:
        let units = Array(bytes)
        let text = UTF16Text.decode(units.span, 0..<units.count, isBigEndian: false)
        return String(text.prefix { $0 != "\0" })
      case 0x001E, 0x0102:
        let narrow = Array(bytes.prefix { $0 != 0 })
        return Charset.unlabelled.decode(narrow.span, 0..<narrow.count)
      default: return nil
      }
    }

    /// The bytes of an object without the interface number in front of it.
    var object: [UInt8]? {
      switch type {
      case 0x000D: bytes.count > 16 ? Array(bytes.dropFirst(16)) : nil
      case 0x0102: Array(bytes)
      default: nil
      }
    }
  }

  /// True where the list ended before its time.
  private(set) var isCut = false
  private var cursor: TNEFCursor
  private var left: Int

  /// Begins with an attribute's data.
  init(_ data: [UInt8]) {
    cursor = TNEFCursor(data)
    left = min(Int(cursor.word32() ?? 0), TNEFLimits.properties)
  }

  /// The next property, nil at the end or where the data breaks off.
  mutating func next() -> Property? {
    guard left > 0 else { return nil }
    left -= 1
    guard let type = cursor.word16(), let id = cursor.word16() else { return cut() }
    if id >= 0x8000, !skipName() { return cut() }
    let isMultiple = type & 0x1000 != 0
    let base = type & 0x0FFF
    guard let size = Self.size(of: base) else {
      return variable(id, base)
    }
    let count = isMultiple ? Int(cursor.word32() ?? 0) : 1
    guard count <= TNEFLimits.values, let bytes = cursor.take(size * count) else { return cut() }
    cursor.align()
    return Property(id: id, type: base, bytes: bytes)
  }

  private mutating func variable(_ id: UInt16, _ type: UInt16) -> Property? {
    guard [0x001E, 0x001F, 0x0102, 0x000D].contains(type), let count = cursor.word32(),
      count <= TNEFLimits.values
    else { return cut() }
    var first: ArraySlice<UInt8>?
    for _ in 0..<count {
      guard let length = cursor.word32(), let bytes = cursor.take(Int(length)) else { return cut() }
      cursor.align()
      first = first ?? bytes
    }
    return Property(id: id, type: type, bytes: first ?? [])
  }

  /// Skips the name of a named property: an identifier of its set, then a number or a text.
  private mutating func skipName() -> Bool {
    guard cursor.take(16) != nil, let kind = cursor.word32() else { return false }
    if kind == 0 { return cursor.word32() != nil }
    guard let length = cursor.word32(), cursor.take(Int(length)) != nil else { return false }
    cursor.align()
    return true
  }

  /// The bytes of a value of a fixed size, padded to four.
  private static func size(of type: UInt16) -> Int? {
    switch type {
    case 0x0002, 0x000B, 0x0003, 0x0004, 0x000A: 4
    case 0x0005, 0x0006, 0x0007, 0x0014, 0x0040: 8
    case 0x0048: 16
    case 0x0001: 4
    default: nil
    }
  }

  private mutating func cut() -> Property? {
    isCut = true
    left = 0
    return nil
  }
}
