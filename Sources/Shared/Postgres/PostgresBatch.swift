/// Statements that are to run in one round trip.
public struct PostgresBatch: Sendable {
  /// One statement with its parameters.
  struct Item: Sendable {
    /// The statement.
    let sql: SQL
    /// Its parameters, already in the form that is sent.
    let parameters: PostgresParameters
  }

  /// The statements, in the order in which they run.
  private(set) var items: [Item] = []

  /// An empty batch.
  public init() {}

  /// The number of statements.
  public var count: Int { items.count }

  /// Appends a statement.
  public mutating func add(_ sql: SQL, _ parameters: [any PostgresEncodable] = []) {
    add(sql, PostgresParameters(parameters))
  }

  /// Appends a statement whose parameters are written already.
  mutating func add(_ sql: SQL, _ parameters: PostgresParameters) {
    items.append(Item(sql: sql, parameters: parameters))
  }
}
