/// What of the app's contract a database has.
public struct ContractReport: Hashable, Sendable {
  /// Something that is missing, with the feature that is off because of it.
  public struct Gap: Hashable, Sendable, CustomStringConvertible {
    /// `table`, or `table.column`, with the type where the column has another.
    public let subject: String
    /// What is wrong with it, such as `missing`.
    public let state: String
    /// The feature that is off.
    public let feature: String

    /// One line for a person.
    public var description: String { "\(subject) \(state): off is \(feature)" }
  }

  /// The contract's tables that exist.
  public let presentTables: [String]
  /// What is missing or has another type.
  public let gaps: [Gap]

  /// True where the whole contract is there.
  public var isComplete: Bool { gaps.isEmpty }

  /// The features that are off, without doubles, in the contract's order.
  public var featuresOff: [String] {
    var seen: Set<String> = []
    return gaps.map(\.feature).filter { seen.insert($0).inserted }
  }

  private static let select = SQL(
    "contract_columns",
    """
    select c.relname::text as table_name, a.attname::text as column_name,
      t.typname::text as type_name
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid
    join pg_catalog.pg_type t on t.oid = a.atttypid
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'f')
      and a.attnum > 0 and not a.attisdropped and c.relname = any($1)
    """)

  /// Looks at the columns of the contract's tables in the schema `public`.
  static func inspect(in session: any PostgresSession) async throws(PostgresError)
    -> ContractReport
  {
    var found: [String: [String: String]] = [:]
    for row in try await session.query(select, [ContractTable.all.map(\.name)]) {
      let table: String = try row.get("table_name")
      found[table, default: [:]][try row.get("column_name")] = try row.get(
        "type_name", as: String.self)
    }
    var gaps: [Gap] = []
    for table in ContractTable.all {
      guard let columns = found[table.name] else {
        gaps.append(Gap(subject: table.name, state: "missing", feature: table.feature))
        continue
      }
      for column in table.columns {
        let subject = "\(table.name).\(column.name)"
        guard let type = columns[column.name] else {
          gaps.append(Gap(subject: subject, state: "missing", feature: table.feature))
          continue
        }
        if kind(type) != kind(column.type) {
          let state = "is \(type) where \(column.type) is agreed"
          gaps.append(Gap(subject: subject, state: state, feature: table.feature))
        }
      }
    }
    let present = ContractTable.all.map(\.name).filter { found[$0] != nil }
    return ContractReport(presentTables: present, gaps: gaps)
  }

  /// Types that are read and written alike count as one.
  private static func kind(_ type: String) -> String {
    ["varchar", "bpchar"].contains(type) ? "text" : type
  }
}
