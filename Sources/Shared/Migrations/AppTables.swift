/// Which of the app's tables a database has: a queue of its own has none of them.
public enum AppTables {
  private static let hasSQL = SQL(
    "has_app_table", "select to_regclass('public.' || $1) is not null as there")

  /// True where the app's table of that name is there, such as `tasks`.
  public static func has(_ name: String, in session: any PostgresSession)
    async throws(PostgresError)
    -> Bool
  {
    try await session.queryRow(hasSQL, [name])?.get("there", as: Bool.self) ?? false
  }
}
