import Glibc
import Synchronization

/// A private PostgreSQL server in a directory of ours.
///
/// It runs as an unprivileged user and in a session of its own, so that Ctrl-C reaches only this
/// process, which stops the server when its own work is done. The process that started it owns it;
/// others that ask for the same directory meanwhile use it as guests. A guard process holds one end of a
/// pipe: when the owner ends in whatever way, the guard stops the server. Through its socket,
/// which only the server's user and root can reach, the server asks for no password; over TCP it
/// asks for the random one that stands in the directory's `password` file.
public final class EmbeddedCluster: Sendable {
  /// The superuser that the cluster is made with.
  public static let superuser = "postgres"

  private let location: ClusterLocation
  private let settings: ClusterSettings
  private let binaries: ClusterBinaries
  private let user: ClusterUser
  private let guardian: ClusterGuard?
  /// The server's TCP port on 127.0.0.1.
  public let port: Int

  private init(
    _ plan: ClusterPlan, port: Int, guardian: ClusterGuard?
  ) {
    location = plan.location
    settings = plan.settings
    binaries = plan.binaries
    user = plan.user
    self.port = port
    self.guardian = guardian
  }

  /// Makes the cluster where there is none, starts it and waits until it answers.
  ///
  /// Where another process owns it already, that one's server is used and not stopped; `mustOwn`
  /// waits for that process to be done instead, for at most 90 seconds. What a
  /// crash left behind is cleared. Throws where no server is installed, or it does not come up within a minute; the
  /// error names the log.
  public static func start(
    in directory: String, settings: ClusterSettings = ClusterSettings(),
    mustOwn: Bool = false, environment: [String: String]
  ) async throws -> EmbeddedCluster {
    let plan = try ClusterPlan(directory: directory, settings: settings, environment: environment)
    try plan.makeDirectories()
    guard let lock = try await plan.takeOwnership(mustOwn: mustOwn) else {
      guard let running = plan.running else { throw plan.notStarted }
      return EmbeddedCluster(plan, port: running.port, guardian: nil)
    }
    try await plan.makeClusterIfMissing()
    let guardian = try ClusterGuard(plan, lock: lock)
    do {
      let port = try await plan.start()
      return EmbeddedCluster(plan, port: port, guardian: guardian)
    } catch {
      guardian.release()
      throw error
    }
  }

  /// The URL of one of its databases through the socket, as the superuser, for this process.
  public func socketURL(database: String, user: String = EmbeddedCluster.superuser) -> String {
    let host = location.socket.utf8.map { byte in
      // Slashes are written as such only in the path of a URL, not in its host.
      byte == UInt8(ascii: "/") ? "%2F" : String(UnicodeScalar(byte))
    }.joined()
    return "postgresql://\(user)@\(host):\(port)/\(database)"
  }

  /// The URL of one of its databases over TCP, with the superuser's password: a secret.
  public func tcpURL(database: String) throws -> String {
    guard let password = SystemFile.read(location.password) else {
      throw ClusterError("cannot read \(location.password)")
    }
    return "postgresql://\(Self.superuser):\(password)@127.0.0.1:\(port)/\(database)"
  }

  /// The directory that the cluster lives in, which may be another than was asked for.
  public var directory: String { location.root }

  /// Makes the role (which may log in and is no superuser) and the database it owns, where they
  /// do not exist yet; returns the database's URL for that role.
  public func prepareDatabase(_ name: String, owner: String) async throws -> String {
    let configuration = try PostgresConfiguration(url: socketURL(database: "postgres"))
    let connection = try await PostgresConnection.connect(configuration)
    defer { connection.close() }
    let role = try await connection.queryRow(
      SQL("find_role", "select 1 from pg_roles where rolname = $1"), [owner])
    if role == nil {
      try await connection.script(.once("create role \(Self.quoted(owner)) login"))
    }
    let database = try await connection.queryRow(
      SQL("find_database", "select 1 from pg_database where datname = $1"), [name])
    if database == nil {
      try await connection.script(
        .once("create database \(Self.quoted(name)) owner \(Self.quoted(owner))"))
    }
    return socketURL(database: name, user: owner)
  }

  /// False where another process owns the server, which then stays when this one is done.
  public var isOwned: Bool { guardian != nil }

  /// Stops the server, where this process owns it: transactions that run are rolled back, data is
  /// written. Safe to call twice.
  public func stop() async throws {
    guard let guardian, guardian.isArmed else { return }
    let mode = settings.isTemporary ? "immediate" : "fast"
    _ = try await ChildProcess.run(
      ChildProcess.Start(
        arguments: user.command([
          binaries.path("pg_ctl"), "stop", "-D", location.data, "-m", mode, "-w", "-t", "60",
        ])))
    // The guard finds nothing to stop and removes what is temporary.
    await guardian.releaseAndWait()
  }

  /// The name as an SQL identifier.
  static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
