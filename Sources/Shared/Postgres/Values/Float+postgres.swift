extension Float: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  /// `real`
  public static var postgresType: PostgresType { .float4 }

  /// Appends the bits, as IEEE 754 has them.
  public func encode(into buffer: inout PostgresBuffer) {
    buffer.append(number: bitPattern)
  }

  /// Reads a `real`.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    guard type == .float4, let bits = UInt32(postgresBytes: bytes) else { return nil }
    self.init(bitPattern: bits)
  }
}
