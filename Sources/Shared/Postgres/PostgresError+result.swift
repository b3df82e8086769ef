import CPostgres

extension PostgresError {
  /// The error that a failed result describes.
  static func of(_ result: OpaquePointer?, statement: String) -> PostgresError {
    func field(_ code: Character) -> String? {
      guard let ascii = code.asciiValue,
        let text = PQresultErrorField(result, Int32(ascii)), text.pointee != 0
      else { return nil }
      return String(cString: text)
    }
    let message = PQresultErrorMessage(result).map { String(cString: $0) }
    guard let state = field("C") else {
      return PostgresError(
        .connection, "the connection was lost", statement: statement,
        privateMessage: trimmed(message))
    }
    let facts = [field("M"), field("D"), field("H"), field("W")].compactMap(\.self)
    var error = PostgresError(
      .server(sqlState: state), SQLState.summary(state), statement: statement,
      privateMessage: facts.joined(separator: "; "))
    error.constraint = field("n")
    error.table = field("t")
    error.column = field("c")
    return error
  }

  /// The error of a connection that libpq gave up.
  static func lost(_ connection: OpaquePointer, statement: String) -> PostgresError {
    let message = PQerrorMessage(connection).map { String(cString: $0) }
    return PostgresError(
      .connection, "the connection was lost", statement: statement,
      privateMessage: trimmed(message))
  }

  /// The text without the line break that libpq ends messages with.
  static func trimmed(_ text: String?) -> String? {
    guard var text, !text.isEmpty else { return nil }
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }
}
