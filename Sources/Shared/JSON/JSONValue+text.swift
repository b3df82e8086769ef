extension JSONValue {
  /// Levels of lists and objects that a text may nest unless the caller says otherwise.
  public static let defaultMaximumDepth = 128

  /// Reads one JSON text (RFC 8259), strictly.
  ///
  /// Of several members with one key the last value stands. A lone surrogate escape becomes
  /// U+FFFD. Throws with code and byte offset where the bytes are no JSON or nest too deeply.
  public init(
    parsing bytes: [UInt8], maximumDepth: Int = defaultMaximumDepth
  ) throws(JSONError) {
    var parser = JSONParser(bytes, maximumDepth: maximumDepth)
    self = try parser.parseText()
  }

  /// Reads one JSON text; see ``init(parsing:maximumDepth:)-([UInt8],_)``.
  public init(
    parsing text: String, maximumDepth: Int = defaultMaximumDepth
  ) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), maximumDepth: maximumDepth)
  }

  /// The value as JSON text in UTF-8, on one line.
  public var serializedBytes: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    return writer.bytes
  }

  /// The value as JSON text on one line.
  public var serialized: String { String(decoding: serializedBytes, as: UTF8.self) }
}

extension JSONValue: CustomStringConvertible {
  /// The value as JSON text on one line.
  public var description: String { serialized }
}
