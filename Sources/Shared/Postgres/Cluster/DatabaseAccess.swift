/// The database that the settings name: `DATABASE_URL`, else the embedded cluster in the data
/// directory, which this process then starts and has to stop.
public struct DatabaseAccess: Sendable {
  /// Where the database is and how the client behaves.
  public let configuration: PostgresConfiguration
  /// The cluster that this process started; nil where the operator's server is used.
  public let cluster: EmbeddedCluster?

  /// Reads the URL, or starts the embedded cluster with the database `fractal`, owned by the role
  /// `fractal`, which is no superuser.
  public static func open(_ settings: Settings) async throws -> DatabaseAccess {
    if let url = settings[Settings.databaseURL] {
      return DatabaseAccess(
        configuration: try PostgresConfiguration(url: url, settings: settings), cluster: nil)
    }
    let cluster = try await EmbeddedCluster.start(
      in: settings.dataDirectory + "/postgres", environment: Settings.processEnvironment())
    do {
      let url = try await cluster.prepareDatabase("fractal", owner: "fractal")
      return DatabaseAccess(
        configuration: try PostgresConfiguration(url: url, settings: settings), cluster: cluster)
    } catch {
      try? await cluster.stop()
      throw error
    }
  }

  /// Stops the cluster, where one was started here. Close the pools first.
  public func close() async throws {
    try await cluster?.stop()
  }
}
