public import FoundationEssentials

extension UUID: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  /// `uuid`
  public static var postgresType: PostgresType { .uuid }

  /// Appends the sixteen bytes.
  public func encode(into buffer: inout PostgresBuffer) {
    withUnsafeBytes(of: uuid) { buffer.append(contentsOf: $0) }
  }

  /// Reads a `uuid`.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    guard type == .uuid, bytes.count == 16 else { return nil }
    self.init(uuid: bytes.loadUnaligned(as: uuid_t.self))
  }
}
