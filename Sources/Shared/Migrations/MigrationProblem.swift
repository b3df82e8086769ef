/// Why nothing can be migrated until a person has looked.
public enum MigrationProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// A script differs from what was applied under its name.
  case changed(script: String)
  /// A migration broke off and left a row that says so.
  case failed(script: String)
  /// The database has a later version than this build knows.
  case databaseIsNewer(version: String)
  /// The database has a version between ours that this build does not know.
  case unknown(version: String)
  /// Standalone tables were asked for in the app's own database.
  case appOwnsDatabase
  /// Standalone tables were asked for where some of their names are taken.
  case tablesExist([String])

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .changed(let script):
      "\(script) differs from what was applied to this database: restore the file, or restore the "
        + "database; an applied migration is never edited"
    case .failed(let script):
      "\(script) has broken off earlier (success = false in pipeline.flyway_schema_history): "
        + "repair what it left, delete that row, then migrate again"
    case .databaseIsNewer(let version):
      "the database has version \(version), which is newer than this program: use the newer program"
    case .unknown(let version):
      "the database has version \(version), which this program does not know"
    case .appOwnsDatabase:
      "this database belongs to the Fractal app (public.flyway_schema_history exists): "
        + "--standalone is refused; run without it to create only the schema pipeline"
    case .tablesExist(let names):
      "--standalone would create tables that exist already: \(names.joined(separator: ", ")); "
        + "use an empty database"
    }
  }
}
