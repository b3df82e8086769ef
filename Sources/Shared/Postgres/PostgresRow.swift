/// One row of a result.
public struct PostgresRow: Sendable {
  /// The memory that the values are read from.
  let storage: ResultStorage
  /// The row's place in the result.
  let row: Int
  /// The name of the statement, for errors.
  let statement: String

  /// The value of the named column; throws (``PostgresError/Kind-swift.enum/decoding``) where the
  /// column does not exist, is NULL and the type is not optional, or has another type.
  public func get<Value: PostgresDecodable>(
    _ column: String, as type: Value.Type = Value.self
  ) throws(PostgresError) -> Value {
    guard let place = storage.columns.place(of: column) else {
      throw failure("no such column", column: column)
    }
    return try get(place, as: type)
  }

  /// The value of the column at that place, counted from 0.
  public func get<Value: PostgresDecodable>(
    _ column: Int, as type: Value.Type = Value.self
  ) throws(PostgresError) -> Value {
    guard column >= 0, column < storage.columns.count else {
      throw failure("no such column", column: "\(column)")
    }
    guard let bytes = storage.bytes(row: row, column: column) else {
      if let null = Value.fromNull { return null }
      throw failure("NULL where \(Value.self) is expected", column: storage.columns.names[column])
    }
    guard storage.columns.isBinary else {
      throw failure("the column came as text", column: storage.columns.names[column])
    }
    guard let value = Value(postgres: bytes, type: storage.columns.types[column]) else {
      let oid = storage.columns.types[column].oid
      throw failure(
        "no \(Value.self) in a column of type \(oid)", column: storage.columns.names[column])
    }
    return value
  }

  /// True where the named column is NULL or does not exist.
  public func isNull(_ column: String) -> Bool {
    guard let place = storage.columns.place(of: column) else { return true }
    return storage.bytes(row: row, column: place) == nil
  }

  private func failure(_ reason: String, column: String) -> PostgresError {
    var error = PostgresError(.decoding, reason, statement: statement)
    error.column = column
    return error
  }
}
