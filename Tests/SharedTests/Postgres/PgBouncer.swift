import FoundationEssentials
import Glibc

@testable import Shared

/// A PgBouncer in transaction mode before an embedded cluster, for one test.
final class PgBouncer: Sendable {
  /// Where Debian puts the program.
  static let program = "/usr/sbin/pgbouncer"

  /// The URL of the cluster's database `app` through PgBouncer.
  let url: String
  private let process: ChildProcess
  private let directory: String

  /// Starts it with at most three connections to the server.
  init(before cluster: EmbeddedCluster) throws {
    directory = "/tmp/fractal-bouncer-\(UUID().uuidString)"
    let user = try ClusterUser.current()
    try SystemFile.makeDirectory(directory, mode: 0o755)
    chown(directory, user.userID, user.groupID)
    // The server's socket belongs to its user alone, whom PgBouncer runs as too.
    let settings = """
      [databases]
      app = host=\(cluster.directory)/run port=\(cluster.port) user=app
      [pgbouncer]
      unix_socket_dir = \(directory)
      listen_port = 6432
      auth_type = any
      pool_mode = transaction
      default_pool_size = 3
      max_client_conn = 100
      """
    try SystemFile.write(settings, to: directory + "/pgbouncer.ini", mode: 0o644)
    process = try ChildProcess(
      ChildProcess.Start(
        arguments: user.command([Self.program, directory + "/pgbouncer.ini"]),
        output: directory + "/pgbouncer.log"))
    let host = directory.split(separator: "/").joined(separator: "%2F")
    url = "postgresql://app@%2F\(host):6432/app"
  }

  /// Stops it and removes its files.
  func stop() async throws {
    kill(process.processID, SIGKILL)
    await BlockingExecutor.shared.run { [process] in _ = process.wait() }
    try FileManager.default.removeItem(atPath: directory)
  }
}
