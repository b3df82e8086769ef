/// A value whose one-dimensional arrays can be parameters and columns.
public protocol PostgresArrayElement: PostgresEncodable, PostgresDecodable {}

extension Optional: PostgresArrayElement where Wrapped: PostgresArrayElement {}
