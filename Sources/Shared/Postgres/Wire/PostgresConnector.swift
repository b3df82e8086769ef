import CPostgres
import Glibc
import Synchronization

/// Makes connections: resolves names, connects, negotiates TLS and logs in, on threads of its own,
/// since libpq resolves names blockingly and changes sockets between its steps.
enum PostgresConnector {
  private static let executor = BlockingExecutor(threads: PostgresLimits.connectThreads)

  /// A new connection in nonblocking mode, or why there is none.
  ///
  /// Cancelling the task or passing the connect timeout ends the attempt within 50 ms.
  static func connect(
    _ configuration: PostgresConfiguration
  ) async throws(PostgresError) -> OwnedConnection {
    let abandoned = Abandoned()
    let deadline = SteadyTime.now.advanced(by: configuration.connectTimeout)
    let result: Result<OwnedConnection, PostgresError> = await withTaskCancellationHandler {
      do throws(PostgresError) {
        return .success(
          try await executor.run { () throws(PostgresError) in
            try open(configuration, deadline: deadline, abandoned: abandoned)
          })
      } catch {
        return .failure(error)
      }
    } onCancel: {
      abandoned.set()
    }
    return try result.get()
  }

  private static func open(
    _ configuration: PostgresConfiguration, deadline: SteadyTime, abandoned: Abandoned
  ) throws(PostgresError) -> OwnedConnection {
    if abandoned.isSet { throw PostgresError(.cancelled, "cancelled before connecting") }
    guard let pointer = start(configuration) else {
      throw PostgresError(.connection, "out of memory")
    }
    let connection = OwnedConnection(owning: pointer)
    var polling = PGRES_POLLING_WRITING
    while PQstatus(pointer) != CONNECTION_BAD {
      if polling == PGRES_POLLING_OK { break }
      if abandoned.isSet { throw PostgresError(.cancelled, "cancelled while connecting") }
      guard deadline.remainingNanoseconds > 0 else {
        throw PostgresError(
          .connection, "no answer within the connect timeout from \(configuration.target)")
      }
      var descriptor = pollfd(
        fd: PQsocket(pointer),
        events: Int16(polling == PGRES_POLLING_READING ? POLLIN : POLLOUT), revents: 0)
      let milliseconds = min(50, deadline.remainingNanoseconds / 1_000_000 + 1)
      if poll(&descriptor, 1, Int32(milliseconds)) > 0 { polling = PQconnectPoll(pointer) }
    }
    guard PQstatus(pointer) == CONNECTION_OK else { throw refused(pointer, configuration) }
    guard PQsetnonblocking(pointer, 1) == 0 else {
      throw PostgresError.lost(pointer, statement: "")
    }
    _ = PQsetNoticeProcessor(pointer, { _, _ in }, nil)
    return connection
  }

  private static func start(_ configuration: PostgresConfiguration) -> OpaquePointer? {
    // What stands before `dbname` is a default that the URL may override; what follows is fixed.
    let options = configuration.sessionOptions.map { [("options", $0)] } ?? []
    let settings =
      options + [
        ("fallback_application_name", configuration.applicationName),
        ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
        ("tcp_user_timeout", "30000"),
        ("dbname", configuration.url),
        ("client_encoding", "UTF8"),
      ]
    var keywords = settings.map { UnsafePointer(strdup($0.0)) } + [nil]
    var values = settings.map { UnsafePointer(strdup($0.1)) } + [nil]
    defer {
      for pointer in keywords + values { free(UnsafeMutablePointer(mutating: pointer)) }
    }
    return PQconnectStartParams(&keywords, &values, 1)
  }

  private static func refused(
    _ pointer: OpaquePointer, _ configuration: PostgresConfiguration
  ) -> PostgresError {
    let message = PQerrorMessage(pointer).map { String(cString: $0) } ?? ""
    let reason = ConnectRefusal(message: message)
    return PostgresError(
      reason.kind, "cannot connect to \(configuration.target): \(reason.words)",
      privateMessage: PostgresError.trimmed(message))
  }
}
