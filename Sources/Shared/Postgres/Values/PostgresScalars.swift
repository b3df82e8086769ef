public import FoundationEssentials

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
