extension String: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  /// `text`
  public static var postgresType: PostgresType { .text }

  /// Appends the text in UTF-8; the server refuses a NUL character (SQLSTATE 22021).
  public func encode(into buffer: inout PostgresBuffer) {
    buffer.append(contentsOf: utf8)
  }

  /// Reads textual types, enums and the text of `json` and `jsonb`.
  ///
  /// Types of extensions, such as `ltree`, are read after a cast to `text` in the statement.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    if type == .jsonb {
      guard bytes.first == 1 else { return nil }
      self.init(decoding: bytes.dropFirst(), as: UTF8.self)
    } else {
      guard type.isTextual else { return nil }
      self.init(decoding: bytes, as: UTF8.self)
    }
  }
}
