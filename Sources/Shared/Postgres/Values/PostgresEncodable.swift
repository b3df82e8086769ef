/// A value that can be a statement's parameter or a field of a binary COPY.
public protocol PostgresEncodable: Sendable {
  /// The type that the server is told.
  static var postgresType: PostgresType { get }
  /// True where the value is SQL's NULL; then ``encode(into:)`` is not called.
  var isPostgresNull: Bool { get }
  /// Appends the value in the type's binary form (text form for types that ask for it).
  func encode(into buffer: inout PostgresBuffer)
  /// True where the value is written in the type's text form.
  static var usesTextForm: Bool { get }
}

extension PostgresEncodable {
  /// False: the value is no NULL.
  public var isPostgresNull: Bool { false }
  /// False: the value is written in binary.
  public static var usesTextForm: Bool { false }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
  /// The type of the wrapped value.
  public static var postgresType: PostgresType { Wrapped.postgresType }
  /// True for nil.
  public var isPostgresNull: Bool { self?.isPostgresNull ?? true }
  /// Appends the wrapped value.
  public func encode(into buffer: inout PostgresBuffer) { self?.encode(into: &buffer) }
  /// As the wrapped value has it.
  public static var usesTextForm: Bool { Wrapped.usesTextForm }
}
