extension JSONValue: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  /// `jsonb`
  public static var postgresType: PostgresType { .jsonb }

  /// Appends the form's version, 1, and the text.
  public func encode(into buffer: inout PostgresBuffer) {
    buffer.append(1)
    buffer.append(contentsOf: serializedBytes)
  }

  /// Reads `jsonb` and `json`; nil where it nests more deeply than ``JSONValue`` reads.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    let text: [UInt8]
    switch type {
    case .jsonb:
      guard bytes.first == 1 else { return nil }
      text = Array(bytes.dropFirst())
    case .json: text = Array(bytes)
    default: return nil
    }
    guard let value = try? JSONValue(parsing: text) else { return nil }
    self = value
  }
}
