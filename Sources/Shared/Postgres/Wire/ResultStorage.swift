import CPostgres

/// Owns one `PGresult` and frees it; the values are read from it in place.
// reason: a PGresult is never changed once libpq has handed it out.
final class ResultStorage: @unchecked Sendable {
  /// The result; valid as long as this object lives.
  let pointer: OpaquePointer
  /// Names and types of the columns.
  let columns: ResultColumns

  /// Takes over the result; `known` are the columns it is known to have, if any.
  init(owning pointer: OpaquePointer, columns known: ResultColumns? = nil) {
    self.pointer = pointer
    if let known, known.count == Int(PQnfields(pointer)) {
      columns = known
    } else {
      columns = ResultColumns(of: pointer)
    }
  }

  deinit {
    PQclear(pointer)
  }

  /// The status that libpq gives the result.
  var status: ExecStatusType { PQresultStatus(pointer) }

  /// The number of rows.
  var rowCount: Int { Int(PQntuples(pointer)) }

  /// The rows that the command says it touched; 0 for commands that count none.
  var affectedRows: Int {
    guard let text = PQcmdTuples(pointer) else { return 0 }
    return Int(String(cString: text)) ?? 0
  }

  /// The command's tag, such as `COMMIT` or `INSERT 0 1`.
  var commandTag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

  /// The bytes of one value, nil for NULL; valid as long as this object lives.
  func bytes(row: Int, column: Int) -> UnsafeRawBufferPointer? {
    let (row, column) = (Int32(truncatingIfNeeded: row), Int32(truncatingIfNeeded: column))
    let length = PQgetlength(pointer, row, column)
    if length == 0, PQgetisnull(pointer, row, column) == 1 { return nil }
    return UnsafeRawBufferPointer(start: PQgetvalue(pointer, row, column), count: Int(length))
  }
}
