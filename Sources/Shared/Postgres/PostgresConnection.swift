import CPostgres
import Synchronization

/// One session with the server.
///
/// Statements sent from several tasks run one after another. A connection in doubt (a reply lost, a
/// cancel request unanswered) closes itself and is never used again.
// reason: all C calls and stored state are used by one task at a time, the one that holds the turn.
public final class PostgresConnection: PostgresSession, @unchecked Sendable {
  /// How the connection behaves.
  let configuration: PostgresConfiguration
  /// When the connection was made.
  let connectedAt = SteadyTime.now
  /// When it was last given back to its pool.
  var restingSince = SteadyTime.now

  /// Keeps the exchanges with the server one after another.
  let turn = TurnQueue()
  /// Waits for the socket.
  let readiness: SocketReadiness
  /// What has been prepared on this connection.
  var statements = StatementCache()
  /// The BEGIN of a transaction that has had no statement yet; it is sent along with the first.
  var pendingBegin: SQL?
  /// Why the running statement was interrupted, where a cancel request has been sent for it.
  var interruption: PostgresError.Kind?
  private let owned: OwnedConnection
  private let closing = Atomic(false)

  /// Takes over a connection that has just been made.
  private init(_ owned: OwnedConnection, configuration: PostgresConfiguration) {
    self.owned = owned
    self.configuration = configuration
    readiness = SocketReadiness(socket: PQsocket(owned.pointer))
  }

  deinit {
    close()
  }

  /// Connects; throws where no connection comes about within the connect timeout.
  public static func connect(
    _ configuration: PostgresConfiguration
  ) async throws(PostgresError) -> PostgresConnection {
    let owned = try await PostgresConnector.connect(configuration)
    return PostgresConnection(owned, configuration: configuration)
  }

  /// Ends the session; a statement that runs fails. Safe to call at any time and more than once.
  public func close() {
    guard !closing.exchange(true, ordering: .acquiringAndReleasing) else { return }
    readiness.close()
    // The closure keeps the connection open until its socket is no longer watched, and a statement
    // that still runs keeps this object alive until it has noticed.
    readiness.shutDown { [owned] in withExtendedLifetime(owned) {} }
  }

  /// True once the session is over or in doubt.
  public var isClosed: Bool { closing.load(ordering: .acquiring) }

  /// The process id of the server's backend, as `pg_stat_activity` shows it.
  public var backendProcessID: Int32 { PQbackendPID(owned.pointer) }

  /// The server's version, such as 150020 for 15.20.
  public var serverVersion: Int { Int(PQserverVersion(owned.pointer)) }

  /// The C connection, for the extensions that hold the turn.
  var pointer: OpaquePointer { owned.pointer }

  /// True where no transaction is open and the session is fine.
  var isIdle: Bool { !isClosed && PQtransactionStatus(pointer) == PQTRANS_IDLE }

  /// Runs the statement and returns its rows; see ``PostgresSession/query(_:_:timeout:)``.
  public func query(
    _ sql: SQL, _ parameters: [any PostgresEncodable], timeout: Duration?
  ) async throws(PostgresError) -> PostgresResult {
    try await query(sql, PostgresParameters(parameters), timeout: timeout)
  }

  /// Runs a text of one or more statements, without parameters and rows, such as a migration.
  ///
  /// No timeout applies unless one is given.
  public func script(
    _ sql: SQL, timeout: Duration? = nil
  ) async throws(PostgresError) {
    try await command(sql, timeout: timeout, shielded: false)
  }
}
