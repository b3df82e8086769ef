/// A value that a column's binary form can be read as.
public protocol PostgresDecodable: Sendable {
  /// Reads the value; nil where the column's type or the bytes do not fit.
  init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType)
  /// What SQL's NULL is read as; nil where NULL is refused.
  static var fromNull: Self? { get }
}

extension PostgresDecodable {
  /// Nil: NULL is refused.
  public static var fromNull: Self? { nil }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
  /// Reads the wrapped value.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    guard let wrapped = Wrapped(postgres: bytes, type: type) else { return nil }
    self = .some(wrapped)
  }

  /// NULL is nil.
  public static var fromNull: Wrapped?? { .some(.none) }
}
