extension Double: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  /// `double precision`
  public static var postgresType: PostgresType { .float8 }

  /// Appends the bits, as IEEE 754 has them.
  public func encode(into buffer: inout PostgresBuffer) {
    buffer.append(number: bitPattern)
  }

  /// Reads a `double precision` or a `real`.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    switch type {
    case .float8:
      guard let bits = UInt64(postgresBytes: bytes) else { return nil }
      self.init(bitPattern: bits)
    case .float4:
      guard let bits = UInt32(postgresBytes: bytes) else { return nil }
      self.init(Float(bitPattern: bits))
    default: return nil
    }
  }
}
