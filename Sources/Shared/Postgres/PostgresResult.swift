/// What a statement returned: its rows, read from libpq's memory when a value is asked for.
public struct PostgresResult: RandomAccessCollection, Sendable {
  /// The memory that the values are read from.
  let storage: ResultStorage
  /// The name of the statement, for errors.
  let statement: String

  /// The first row's place: 0.
  public var startIndex: Int { 0 }
  /// The number of rows.
  public var endIndex: Int { storage.rowCount }
  /// The rows that the command says it touched (INSERT, UPDATE, DELETE, SELECT, COPY).
  public var affectedRows: Int { storage.affectedRows }
  /// The names of the columns, in order.
  public var columnNames: [String] { storage.columns.names }

  /// The row at that place.
  public subscript(position: Int) -> PostgresRow {
    precondition(position >= 0 && position < endIndex, "row out of range")
    return PostgresRow(storage: storage, row: position, statement: statement)
  }
}
