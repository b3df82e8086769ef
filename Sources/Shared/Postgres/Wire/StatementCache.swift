/// The statements that one connection has prepared, by their SQL name.
struct StatementCache {
  /// A statement that the server knows.
  final class Entry: Sendable {
    /// The name on the server.
    let serverName: String
    /// The text it was prepared from.
    let text: String
    /// The types of its parameters.
    let types: [UInt32]
    /// The columns of its results, set from the first of them.
    let columns: ResultColumns?

    /// A statement that the server knows under that name.
    init(serverName: String, text: String, types: [UInt32], columns: ResultColumns?) {
      self.serverName = serverName
      self.text = text
      self.types = types
      self.columns = columns
    }
  }

  private var entries: [String: Entry] = [:]
  private var lastNumber = 0

  /// The prepared statement for this text and these parameter types.
  func entry(for sql: SQL, types: [UInt32]) -> Entry? {
    guard let entry = entries[sql.name], entry.text == sql.text, entry.types == types else {
      return nil
    }
    return entry
  }

  /// True where a further statement may be kept.
  func hasRoom(for sql: SQL) -> Bool {
    !sql.name.isEmpty && lastNumber < PostgresLimits.preparedStatements
  }

  /// A name that the server does not know yet; never used twice on a connection.
  mutating func newServerName(for sql: SQL) -> String {
    lastNumber += 1
    return "\(sql.name.prefix(40))_\(lastNumber)"
  }

  /// Remembers that the server has prepared the statement.
  mutating func insert(_ entry: Entry, for sql: SQL) {
    entries[sql.name] = entry
  }

  /// Forgets a statement whose plan is stale.
  mutating func remove(_ sql: SQL) {
    entries[sql.name] = nil
  }

  /// Remembers the columns that the statement's results have.
  mutating func remember(_ columns: ResultColumns, for sql: SQL) {
    guard let entry = entries[sql.name], entry.columns == nil else { return }
    entries[sql.name] = Entry(
      serverName: entry.serverName, text: entry.text, types: entry.types, columns: columns)
  }
}
