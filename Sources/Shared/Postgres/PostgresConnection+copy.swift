import CPostgres

extension PostgresConnection {
  /// Runs `COPY … FROM STDIN (FORMAT binary)` with the rows that the closure writes; returns how
  /// many arrived.
  ///
  /// When the closure throws, no row stays. While it runs, nothing else can be sent on this
  /// connection. No timeout applies unless one is given.
  @discardableResult
  public func copyIn(
    _ sql: SQL, timeout: Duration? = nil,
    _ write: (PostgresCopyWriter) async throws -> Void
  ) async throws -> Int {
    try await exchange(sql.name, timeout: timeout, shielded: false) {
      () async throws(PostgresError) -> Result<Int, any Error> in
      try await sendPendingBegin()
      try await startCopy(sql)
      let writer = PostgresCopyWriter(on: self, statement: sql.name)
      do {
        try await write(writer)
        try await writer.finish()
      } catch {
        if isClosed { return .failure(error) }
        _ = try? await endCopy(sql, abort: "the sender gave up")
        return .failure(interruption.map { interrupted($0, sql.name) } ?? error)
      }
      return .success(try await endCopy(sql, abort: nil))
    }.get()
  }

  /// Copies the rows; see ``copyIn(_:timeout:_:)``.
  @discardableResult
  public func copyIn(
    _ sql: SQL, rows: some Sequence<[any PostgresEncodable]>
  ) async throws -> Int {
    try await copyIn(sql) { writer in
      for row in rows { try await writer.row(of: row) }
    }
  }

  /// Hands bytes of a COPY to libpq and waits while the server is slower than we are.
  func putCopyData(_ bytes: [UInt8], _ statement: String) async throws(PostgresError) {
    while true {
      let sent = bytes.withUnsafeBytes {
        PQputCopyData(
          pointer, $0.assumingMemoryBound(to: CChar.self).baseAddress, Int32(bytes.count))
      }
      switch sent {
      case 1: return try await flushCopy(statement)
      case 0: try await waitCopy(statement)
      default: throw lost(statement)
      }
    }
  }

  private func flushCopy(_ statement: String) async throws(PostgresError) {
    while true {
      switch PQflush(pointer) {
      case 0: return
      case 1: try await waitCopy(statement)
      default: throw lost(statement)
      }
    }
  }

  /// Waits for the socket; a COPY that is interrupted is ended by its sender, with no request.
  private func waitCopy(_ statement: String) async throws(PostgresError) {
    switch await readiness.wait(orWritable: true) {
    case .ready:
      guard PQconsumeInput(pointer) == 1 else { throw lost(statement) }
    case .deadline: throw stop(.statementTimeout, statement)
    case .cancelled: throw stop(.cancelled, statement)
    case .closed:
      throw PostgresError(.connection, "the connection was closed", statement: statement)
    }
  }

  private func stop(_ kind: PostgresError.Kind, _ statement: String) -> PostgresError {
    interruption = kind
    let grace = Duration.seconds(PostgresLimits.cancelGraceSeconds)
    _ = readiness.begin(deadline: SteadyTime.now.advanced(by: grace))
    return interrupted(kind, statement)
  }

  private func startCopy(_ sql: SQL) async throws(PostgresError) {
    guard PQsendQuery(pointer, sql.text) == 1 else { throw lost(sql.name) }
    try await flush(sql.name)
    guard let first = try await nextResult(sql.name) else { throw lost(sql.name) }
    if PQresultStatus(first) == PGRES_COPY_IN {
      let isBinary = PQbinaryTuples(first) == 1
      PQclear(first)
      if isBinary { return }
      _ = try? await endCopy(sql, abort: "the format is not binary")
      throw PostgresError(.usage, "copyIn needs FORMAT binary", statement: sql.name)
    }
    let error =
      PQresultStatus(first) == PGRES_FATAL_ERROR
      ? failure(first, sql.name)
      : PostgresError(.usage, "the statement is no COPY FROM STDIN", statement: sql.name)
    let isEndless = PQresultStatus(first) == PGRES_COPY_OUT
    PQclear(first)
    if isEndless { close() }
    while !isClosed, let rest = try await nextResult(sql.name) { PQclear(rest) }
    throw error
  }

  private func endCopy(_ sql: SQL, abort: String?) async throws(PostgresError) -> Int {
    var ended = PQputCopyEnd(pointer, abort)
    while ended == 0 {
      try await wait(orWritable: true, sql.name)
      ended = PQputCopyEnd(pointer, abort)
    }
    guard ended == 1 else { throw lost(sql.name) }
    try await flush(sql.name)
    var failed: PostgresError?
    var rows = 0
    while let result = try await nextResult(sql.name) {
      if PQresultStatus(result) == PGRES_COMMAND_OK {
        rows = PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
      } else {
        failed = failed ?? failure(result, sql.name)
      }
      PQclear(result)
    }
    if let failed { throw failed }
    return rows
  }
}
