import CPostgres

/// Names and types of a result's columns, shared by all results of one prepared statement.
final class ResultColumns: Sendable {
  /// The names, in order.
  let names: [String]
  /// The types, in order.
  let types: [PostgresType]
  /// False where the server sent text, as it does for statements sent as a script.
  let isBinary: Bool
  private let places: [String: Int]

  /// Reads the columns of a result.
  init(of result: OpaquePointer) {
    let range = 0..<PQnfields(result)
    names = range.map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
    types = range.map { PostgresType(oid: PQftype(result, $0)) }
    isBinary = PQbinaryTuples(result) == 1 || range.isEmpty
    places = Dictionary(
      names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The number of columns.
  var count: Int { names.count }

  /// The place of the first column of that name.
  func place(of name: String) -> Int? { places[name] }
}
