extension PostgresConfiguration {
  /// The database at that URL with the pool size and timeouts of the settings.
  public init(url: String, settings: Settings) throws(PostgresError) {
    try self.init(url: url)
    maximumConnections = settings[Settings.databasePoolSize]
    waitTimeout = settings[Settings.databasePoolWait]
    connectTimeout = settings[Settings.databaseConnectTimeout]
    statementTimeout = settings[Settings.databaseStatementTimeout]
    keepsStatementsPrepared = settings[Settings.databasePreparedStatements]
  }
}
