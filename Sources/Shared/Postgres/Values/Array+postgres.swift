extension Array: PostgresEncodable where Element: PostgresArrayElement {
  /// The array type of the elements' type; `bytea` for bytes.
  public static var postgresType: PostgresType {
    Element.self == UInt8.self ? .bytea : Element.postgresType.array ?? .unknown
  }

  /// Appends dimensions, element type and elements (`array_send`); bytes as they are.
  public func encode(into buffer: inout PostgresBuffer) {
    if Element.self == UInt8.self, let bytes = self as? [UInt8] {
      return buffer.append(contentsOf: bytes)
    }
    buffer.append(number: Int32(isEmpty ? 0 : 1))
    buffer.append(number: Int32(contains { $0.isPostgresNull } ? 1 : 0))
    buffer.append(number: Element.postgresType.oid)
    guard !isEmpty else { return }
    buffer.append(number: Int32(truncatingIfNeeded: count))
    buffer.append(number: Int32(1))
    for element in self { buffer.appendField(element) }
  }
}

extension Array: PostgresDecodable where Element: PostgresArrayElement {
  /// Reads a one-dimensional array, or `bytea` where the elements are bytes.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    if Element.self == UInt8.self {
      guard type == .bytea, let copy = [UInt8](bytes) as? [Element] else { return nil }
      self = copy
      return
    }
    var reader = PostgresReader(bytes)
    guard let dimensions: Int32 = reader.number(), let _: Int32 = reader.number(),
      let elementOID: UInt32 = reader.number()
    else { return nil }
    let elementType = PostgresType(oid: elementOID)
    guard elementType.array == type || type.oid >= 16_384 else { return nil }
    self = []
    if dimensions == 0 { return }
    guard dimensions == 1, let count: Int32 = reader.number(), let _: Int32 = reader.number(),
      count >= 0
    else { return nil }
    reserveCapacity(Swift.min(Int(count), bytes.count / 4))
    for _ in 0..<count {
      guard let length: Int32 = reader.number() else { return nil }
      if length == -1 {
        guard let null = Element.fromNull else { return nil }
        append(null)
      } else {
        guard let field = reader.take(Int(length)),
          let element = Element(postgres: field, type: elementType)
        else { return nil }
        append(element)
      }
    }
    guard reader.isAtEnd else { return nil }
  }
}
