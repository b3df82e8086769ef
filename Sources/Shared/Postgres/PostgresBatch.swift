/// Statements that are to run in one round trip.
public struct PostgresBatch: Sendable {
  struct Item: Sendable {
    let sql: SQL
    let parameters: PostgresParameters
  }

  var items: [Item] = []

  /// An empty batch.
  public init() {}

  /// The number of statements.
  public var count: Int { items.count }

  /// Appends a statement.
  public mutating func add(_ sql: SQL, _ parameters: [any PostgresEncodable] = []) {
    items.append(Item(sql: sql, parameters: PostgresParameters(parameters)))
  }
}
