/// One table of the app as the pipeline needs it.
struct ContractTable: Sendable {
  /// A column by its name and the name of its type in `pg_type`.
  struct Column: Hashable, Sendable {
    /// The column's name.
    let name: String
    /// The name of its type, such as `int4`; an array's begins with `_`.
    let type: String
  }

  /// The table's name in the schema `public`.
  let name: String
  /// The columns that the pipeline reads or writes.
  let columns: [Column]

  /// The whole contract, read from the script that creates it, so that the two cannot differ.
  static let all: [ContractTable] = parse(
    String(decoding: PackageResources.V0001__app_contract_sql, as: UTF8.self))

  /// Columns that the script creates for the app's sake and the pipeline never touches.
  private static let unused: Set<String> = ["projects.view_style"]

  /// Reads `CREATE TABLE public.name (` up to `);`, one column a line. The text is our own.
  private static func parse(_ text: String) -> [ContractTable] {
    var tables: [ContractTable] = []
    var current: (name: String, columns: [Column])?
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.first == "CREATE", words.count >= 3, words[1] == "TABLE" {
        current = (String(words[2].drop { $0 != "." }.dropFirst()), [])
      } else if let table = current, words.first == ");" {
        tables.append(ContractTable(name: table.name, columns: table.columns))
        current = nil
      } else if let table = current, line.hasPrefix("    "), words.count >= 2,
        let first = words.first?.first, first.isLowercase
      {
        let column = Column(name: String(words[0]), type: typeName(words[1]))
        if !unused.contains("\(table.name).\(column.name)") { current?.columns.append(column) }
      }
    }
    return tables
  }

  private static func typeName(_ word: Substring) -> String {
    let plain = word.prefix { $0 != "(" && $0 != "," && $0 != "[" }
    let name: String =
      switch plain {
      case "int": "int4"
      case "smallint": "int2"
      case "bigint": "int8"
      case "boolean": "bool"
      default: String(plain.split(separator: ".").last ?? plain)
      }
    return word.contains("[") ? "_" + name : name
  }

  /// What is off where this table, or a column of it, is missing.
  var feature: String {
    switch name {
    case "users", "user_identities": "knowing who acts"
    case "user_settings": "the user's own time zone (UTC is assumed)"
    case "workspaces", "workspace_members": "workspaces and their permissions"
    case "projects", "project_hierarchy", "project_members": "projects and their permissions"
    case "tasks", "task_hierarchy": "making and changing tasks"
    case "task_recurrence_exceptions": "exceptions of repeating tasks"
    case "task_dependencies": "dependencies between tasks"
    case "tags", "task_tags": "tags"
    case "inbound_email_routing": "routing mail by the app's own addresses"
    case "command_log": "undo and redo"
    case "attachments": "attachments"
    case "task_comments": "turning mail replies into comments"
    case "webhook_subscriptions": "webhooks"
    default: name
    }
  }
}
