/// How an embedded server is set up.
public struct ClusterSettings: Sendable {
  /// Megabytes of `shared_buffers`.
  public var sharedBuffersMegabytes = 128
  /// The most connections.
  public var maximumConnections = 100
  /// The TCP port on 127.0.0.1; any free one where nil.
  public var port: Int?
  /// False only for tests: a crash of the machine may then destroy the data.
  public var isDurable = true
  /// True where the data is thrown away when the cluster stops or this process ends.
  public var isTemporary = false

  /// The defaults: durable, 128 MB, 100 connections.
  public init() {}

  /// A cluster for tests: not durable, thrown away.
  public static var forTests: ClusterSettings {
    var settings = ClusterSettings()
    settings.isDurable = false
    settings.isTemporary = true
    settings.maximumConnections = 200
    return settings
  }

  /// The lines of `postgresql.conf`.
  func lines(port: Int, socket: String) -> String {
    var lines = [
      "listen_addresses = '127.0.0.1'",
      "port = \(port)",
      "unix_socket_directories = '\(socket)'",
      "unix_socket_permissions = 0700",
      "max_connections = \(maximumConnections)",
      "shared_buffers = '\(sharedBuffersMegabytes)MB'",
      "max_wal_size = '1GB'",
      "password_encryption = 'scram-sha-256'",
      "log_min_messages = warning",
      "log_statement = none",
      "log_min_error_statement = panic",
      "timezone = 'UTC'",
      "lc_messages = 'C'",
    ]
    if !isDurable {
      lines += ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
