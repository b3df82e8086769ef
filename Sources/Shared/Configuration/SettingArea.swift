/// Which part of the program a setting belongs to: the headings of `docs/configuration.md`.
public enum SettingArea: String, Sendable, CaseIterable {
  /// Where the program keeps what it must keep.
  case storage = "Storage"
  /// The connection to PostgreSQL.
  case database = "Database"
  /// What the program listens on and whom it believes.
  case server = "Server"
  /// By which ways mail comes in, and whom it believes.
  case mail = "Mail"
  /// How jobs are worked.
  case worker = "Worker"
  /// Keys that seal or prove something.
  case secrets = "Secrets"
  /// Outside services that improve the result.
  case services = "Services"
  /// What is written to standard error.
  case logging = "Logging"
  /// Building and testing the program itself.
  case development = "Development"
}
