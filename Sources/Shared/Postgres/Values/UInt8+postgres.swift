extension UInt8: PostgresArrayElement {
  /// `smallint`: PostgreSQL has no unsigned byte. An array of bytes is `bytea`.
  public static var postgresType: PostgresType { .int2 }

  /// Appends the number as a `smallint`.
  public func encode(into buffer: inout PostgresBuffer) {
    buffer.append(number: Int16(self))
  }

  /// Reads a whole number of 0...255.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    guard let wide = Int16(postgres: bytes, type: type), let value = UInt8(exactly: wide) else {
      return nil
    }
    self = value
  }
}
