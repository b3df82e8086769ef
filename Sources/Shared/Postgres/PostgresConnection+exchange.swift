import CPostgres

extension PostgresConnection {
  /// Runs one exchange with the server: takes the turn, sets the deadline, and passes a
  /// cancellation of the task on. `shielded` exchanges ignore cancellation.
  func exchange<Value>(
    _ statement: String, timeout: Duration?, shielded: Bool,
    _ body: () async throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    await turn.enter()
    defer { turn.leave() }
    guard !isClosed else {
      throw PostgresError(.connection, "the connection is closed", statement: statement)
    }
    if !shielded, Task.isCancelled {
      throw PostgresError(.cancelled, "cancelled before it was sent", statement: statement)
    }
    interruption = nil
    let operation = readiness.begin(deadline: timeout.map { SteadyTime.now.advanced(by: $0) })
    let result: Result<Value, PostgresError>
    if shielded {
      result = await Self.outcome(body)
    } else {
      result = await withTaskCancellationHandler {
        await Self.outcome(body)
      } onCancel: {
        readiness.cancel(operation)
      }
    }
    if PQstatus(pointer) == CONNECTION_BAD { close() }
    if interruption != nil, !isClosed { await settle() }
    if case .failure(let error) = result, error.isConnectionLoss { close() }
    return try result.get()
  }

  private static func outcome<Value>(
    _ body: () async throws(PostgresError) -> Value
  ) async -> Result<Value, PostgresError> {
    do throws(PostgresError) {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  }

  /// Sends what libpq has buffered; reads meanwhile, so that neither side waits for the other.
  func flush(_ statement: String) async throws(PostgresError) {
    while true {
      switch PQflush(pointer) {
      case 0: return
      case 1: try await wait(orWritable: true, statement)
      default: throw lost(statement)
      }
    }
  }

  /// The next result of the running statement, nil after its last.
  func nextResult(_ statement: String) async throws(PostgresError) -> OpaquePointer? {
    while PQisBusy(pointer) == 1 { try await wait(orWritable: false, statement) }
    return PQgetResult(pointer)
  }

  /// Waits for the socket and reads what has come; sends a cancel request where the deadline
  /// passes or the task is cancelled, and then waits on for the server's word.
  func wait(orWritable: Bool, _ statement: String) async throws(PostgresError) {
    switch await readiness.wait(orWritable: orWritable) {
    case .ready:
      guard PQconsumeInput(pointer) == 1 else { throw lost(statement) }
    case .deadline: try await interrupt(.statementTimeout, statement)
    case .cancelled: try await interrupt(.cancelled, statement)
    case .closed:
      throw PostgresError(.connection, "the connection was closed", statement: statement)
    }
  }

  /// The error of a broken connection; closes it.
  func lost(_ statement: String) -> PostgresError {
    let error = PostgresError.lost(pointer, statement: statement)
    close()
    return error
  }

  /// The error of a failed result. Where we had cancelled the statement ourselves, it says why.
  func failure(_ result: OpaquePointer?, _ statement: String) -> PostgresError {
    let error = PostgresError.of(result, statement: statement)
    guard error.sqlState == SQLState.queryCanceled, let interruption else { return error }
    return interrupted(interruption, statement)
  }

  /// The error of a statement that we cancelled.
  func interrupted(_ kind: PostgresError.Kind, _ statement: String) -> PostgresError {
    PostgresError(
      kind,
      kind == .statementTimeout ? "statement timeout" : "cancelled", statement: statement)
  }

  private func interrupt(
    _ kind: PostgresError.Kind, _ statement: String
  ) async throws(PostgresError) {
    if let first = interruption {
      // Not even the cancel request was answered.
      close()
      throw interrupted(first, statement)
    }
    interruption = kind
    let grace = Duration.seconds(PostgresLimits.cancelGraceSeconds)
    _ = readiness.begin(deadline: SteadyTime.now.advanced(by: grace))
    guard let request = CancelRequest(pointer) else { return }
    await request.send()
  }

  /// After a cancel request one empty round trip, so that a late signal meets no later statement.
  private func settle() async {
    let grace = Duration.seconds(PostgresLimits.cancelGraceSeconds)
    _ = readiness.begin(deadline: SteadyTime.now.advanced(by: grace))
    guard PQsendQuery(pointer, "") == 1 else { return close() }
    let outcome = await Self.outcome { () async throws(PostgresError) in
      try await flush("")
      while let result = try await nextResult("") { PQclear(result) }
    }
    if case .failure = outcome { close() }
  }
}
