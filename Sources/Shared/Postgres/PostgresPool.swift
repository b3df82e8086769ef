import Dispatch
import Synchronization

/// Connections that are shared: at most so many, made when needed, checked before use.
///
/// A caller waits at most the configured wait timeout for a connection; attempts to reach a server
/// that is away count into it. Callers are served in order.
// reason: the timer, which is not marked Sendable, is set once before the pool is shared.
public final class PostgresPool: PostgresSession, @unchecked Sendable {
  private enum Turn: Sendable {
    case use(PostgresConnection)
    case connect
    case fail(PostgresError)
  }

  private typealias State = PoolState<PostgresConnection, UnsafeContinuation<Turn, Never>>

  /// How the pool and its connections behave.
  public let configuration: PostgresConfiguration
  /// Where reconnects and wrongly returned connections are told.
  let logger: Logger
  private let state: Mutex<State>
  private let timer: any DispatchSourceTimer
  private static let queue = DispatchQueue(label: "fractal.postgres.pools")

  /// A pool that connects when it is first used.
  public init(configuration: PostgresConfiguration, logger: Logger = .silent) {
    self.configuration = configuration
    self.logger = logger
    state = Mutex(State(limit: configuration.maximumConnections))
    timer = DispatchSource.makeTimerSource(queue: Self.queue)
    timer.setEventHandler { [weak self] in self?.sweep() }
    timer.schedule(deadline: .now() + 0.25, repeating: 0.25, leeway: .milliseconds(100))
    timer.resume()
  }

  deinit {
    timer.cancel()
    for connection in state.withLock({ $0.close().connections }) { connection.close() }
  }

  /// Closes what rests, and what is in use once it comes back; callers that wait get an error.
  public func close() {
    let (connections, waiters) = state.withLock { $0.close() }
    for connection in connections { connection.close() }
    for waiter in waiters { waiter.resume(returning: .fail(Self.closedError)) }
  }

  /// How the pool is used right now.
  public var statistics: PoolStatistics {
    state.withLock { state in
      PoolStatistics(
        open: state.open, idle: state.idle.count, waiting: state.waitingCount,
        limit: configuration.maximumConnections)
    }
  }

  /// Runs the statement on any connection; see ``PostgresSession/query(_:_:timeout:)``.
  public func query(
    _ sql: SQL, _ parameters: [any PostgresEncodable], timeout: Duration?
  ) async throws(PostgresError) -> PostgresResult {
    let connection = try await acquire()
    defer { release(connection) }
    return try await connection.query(sql, parameters, timeout: timeout)
  }

  /// Runs the statements on any connection in one round trip and one transaction.
  public func batch(
    _ batch: PostgresBatch, timeout: Duration?
  ) async throws(PostgresError) -> [PostgresResult] {
    let connection = try await acquire()
    defer { release(connection) }
    return try await connection.batch(batch, timeout: timeout)
  }

  /// Lends a connection to the closure. One that comes back with an open transaction is closed.
  @discardableResult
  public func withConnection<Value>(
    _ body: (PostgresConnection) async throws -> Value
  ) async throws -> Value {
    let connection = try await acquire()
    defer { release(connection) }
    return try await body(connection)
  }

  /// A connection for this caller alone until ``release(_:)``.
  func acquire() async throws(PostgresError) -> PostgresConnection {
    let deadline = SteadyTime.now.advanced(by: configuration.waitTimeout)
    while true {
      switch await turn(by: deadline) {
      case .use(let connection):
        if await isHealthy(connection) { return connection }
        connection.close()
        dropPlace()
      case .connect: return try await connect(by: deadline)
      case .fail(let error): throw error
      }
    }
  }

  /// Takes a connection back.
  func release(_ connection: PostgresConnection) {
    guard connection.isIdle, !isOld(connection) else {
      if !connection.isClosed, !connection.isIdle {
        logger.warning("connection came back with an open transaction and was closed")
      }
      connection.close()
      return dropPlace()
    }
    connection.restingSince = .now
    switch state.withLock({ $0.giveBack(connection) }) {
    case .give(let connection, let waiter): waiter.resume(returning: .use(connection))
    case .discard(let connection): connection.close()
    case .connect, .none: break
    }
  }

  private static let closedError = PostgresError(.closed, "the pool is closed")

  private func turn(by deadline: SteadyTime) async -> Turn {
    let number: UInt64
    switch state.withLock({ $0.request() }) {
    case .use(let connection): return .use(connection)
    case .connect: return .connect
    case .closed: return .fail(Self.closedError)
    case .wait(let place): number = place
    }
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let early: Turn? = state.withLock { state in
          if Task.isCancelled {
            return .fail(PostgresError(.cancelled, "cancelled while waiting for a connection"))
          }
          switch state.request() {
          case .use(let connection): return .use(connection)
          case .connect: return .connect
          case .closed: return .fail(Self.closedError)
          case .wait:
            state.enqueue(continuation, number: number, deadline: deadline)
            return nil
          }
        }
        if let early { continuation.resume(returning: early) }
      }
    } onCancel: {
      let error = PostgresError(.cancelled, "cancelled while waiting for a connection")
      state.withLock { $0.withdraw(number) }?.resume(returning: .fail(error))
    }
  }

  /// Connects within the reserved place, again and again while the server is away.
  private func connect(by deadline: SteadyTime) async throws(PostgresError) -> PostgresConnection {
    var backoff = Backoff(first: .milliseconds(50), limit: .seconds(1))
    while true {
      do throws(PostgresError) {
        return try await PostgresConnection.connect(configuration)
      } catch {
        let pause = backoff.next()
        guard error.isConnectionLoss, pause.wholeNanoseconds < deadline.remainingNanoseconds,
          !state.withLock({ $0.isClosed })
        else {
          dropPlace()
          throw error
        }
        logger.warning("cannot connect, trying again", ["error": .string(error.description)])
        do {
          try await Task.sleep(for: pause)
        } catch {
          dropPlace()
          throw PostgresError(.cancelled, "cancelled while connecting")
        }
      }
    }
  }

  private func dropPlace() {
    if case .connect(let waiter) = state.withLock({ $0.drop() }) {
      waiter.resume(returning: .connect)
    }
  }

  private func isOld(_ connection: PostgresConnection) -> Bool {
    let end = connection.connectedAt.advanced(by: configuration.connectionLifetime)
    return end.remainingNanoseconds == 0
  }

  private func isHealthy(_ connection: PostgresConnection) async -> Bool {
    guard connection.stillStands() else { return false }
    let checkDue = connection.restingSince.advanced(by: configuration.healthCheckAfter)
    guard checkDue.remainingNanoseconds == 0 else { return true }
    return await connection.answers(within: configuration.connectTimeout)
  }

  /// Ends waits whose time is over and connections that rested long enough.
  private func sweep() {
    let now = SteadyTime.now
    let (expired, over) = state.withLock { state in
      let over = state.removeIdle { connection in
        connection.restingSince.advanced(by: configuration.idleLifetime) <= now
      }
      return (state.expire(now), over)
    }
    for connection in over { connection.close() }
    let error = PostgresError(
      .poolTimeout, "no connection became free within \(configuration.waitTimeout)")
    for waiter in expired { waiter.resume(returning: .fail(error)) }
  }
}
