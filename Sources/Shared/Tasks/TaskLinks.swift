import FoundationEssentials

/// Rows that belong to a task but are no columns of it, by table, as they stand under `links` in the
/// logged states. Each row is the table's row as JSON.
struct TaskLinks: Hashable, Sendable {
  /// The tables, in the order in which rows are added; they are removed in the opposite order.
  enum Table: String, CaseIterable, Sendable {
    /// Rows of `task_tags`, with the tag's name.
    case tags
    /// The row of `pipeline.task_facts`.
    case facts
    /// Rows of `task_dependencies`.
    case dependencies
    /// Rows of `attachments`.
    case attachments
    /// Rows of `pipeline.reminders`.
    case reminders
    /// Rows of `pipeline.provenance`.
    case provenance
    /// Rows of `pipeline.planned_blocks`.
    case blocks
    /// Rows of `task_comments`.
    case comments
    /// Rows of `task_recurrence_exceptions`, with `task_id` beside `original_task_id`.
    case exceptions
  }

  /// The rows of each table; a table without rows is left out.
  var rows: [Table: [JSONValue]] = [:]

  /// No rows.
  init() {}

  /// The links of a logged state; nil where an unknown table stands there.
  init?(state: JSONObject?) {
    guard let links = state?["links"]?.objectValue else { return }
    for member in links.members {
      guard let table = Table(rawValue: member.key), let items = member.value.arrayValue else {
        return nil
      }
      if !items.isEmpty { rows[table] = items }
    }
  }

  /// True where there are no rows.
  var isEmpty: Bool { rows.values.allSatisfy(\.isEmpty) }

  /// The tables that hold rows.
  var tables: Set<Table> { Set(rows.filter { !$0.value.isEmpty }.keys) }

  /// Adds a row.
  mutating func append(_ row: JSONValue, to table: Table) {
    rows[table, default: []].append(row)
  }

  /// Adds all rows of others.
  mutating func append(_ other: TaskLinks) {
    for (table, items) in other.rows { rows[table, default: []] += items }
  }

  /// The rows that are not among the others.
  func subtracting(_ other: TaskLinks) -> TaskLinks {
    var result = TaskLinks()
    for (table, items) in rows {
      let known = Set(other.rows[table] ?? [])
      for item in items where !known.contains(item) { result.append(item, to: table) }
    }
    return result
  }

  /// The object for a state.
  var json: JSONValue {
    .object(
      JSONObject(
        Table.allCases.compactMap { table in
          rows[table].map { (table.rawValue, JSONValue.array($0)) }
        }))
  }
}
