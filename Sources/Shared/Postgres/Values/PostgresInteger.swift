/// A whole number of Swift that stands for one of PostgreSQL's.
///
/// Reading widens or narrows as long as the value fits, so `count(*)` can be read as `Int32`.
public protocol PostgresInteger: FixedWidthInteger, PostgresEncodable, PostgresDecodable,
  PostgresArrayElement
{}

extension PostgresInteger {
  /// Appends the number.
  public func encode(into buffer: inout PostgresBuffer) {
    buffer.append(number: self)
  }

  /// Reads `smallint`, `integer`, `bigint` and `oid`; nil where the value does not fit.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    let wide: Int64?
    switch type {
    case .int8: wide = Int64(postgresBytes: bytes)
    case .int4: wide = Int32(postgresBytes: bytes).map(Int64.init)
    case .int2: wide = Int16(postgresBytes: bytes).map(Int64.init)
    case .oid: wide = UInt32(postgresBytes: bytes).map(Int64.init)
    default: wide = nil
    }
    guard let wide, let value = Self(exactly: wide) else { return nil }
    self = value
  }
}

extension Int16: PostgresInteger {
  /// `smallint`
  public static var postgresType: PostgresType { .int2 }
}

extension Int32: PostgresInteger {
  /// `integer`
  public static var postgresType: PostgresType { .int4 }
}

extension Int64: PostgresInteger {
  /// `bigint`
  public static var postgresType: PostgresType { .int8 }
}

extension Int: PostgresInteger {
  /// `bigint`
  public static var postgresType: PostgresType { .int8 }
}
