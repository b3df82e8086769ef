extension Bool: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  /// `boolean`
  public static var postgresType: PostgresType { .bool }

  /// Appends 1 or 0.
  public func encode(into buffer: inout PostgresBuffer) {
    buffer.append(self ? 1 : 0)
  }

  /// Reads a `boolean`.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    guard type == .bool, bytes.count == 1 else { return nil }
    self = bytes[0] != 0
  }
}
