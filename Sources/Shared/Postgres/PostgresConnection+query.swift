import CPostgres

extension PostgresConnection {
  /// Runs one statement through the extended protocol.
  func query(
    _ sql: SQL, _ parameters: PostgresParameters, timeout: Duration?
  ) async throws(PostgresError) -> PostgresResult {
    guard parameters.count <= PostgresLimits.parameters else {
      throw PostgresError(.usage, "too many parameters", statement: sql.name)
    }
    let limit = timeout ?? configuration.statementTimeout
    return try await exchange(sql.name, timeout: limit, shielded: false) {
      () async throws(PostgresError) in
      if let begin = pendingBegin { return try await runFirst(begin, sql, parameters) }
      do throws(PostgresError) {
        return try await run(sql, parameters)
      } catch {
        guard error.isStalePlan else { throw error }
        statements.remove(sql)
        // Outside a transaction the statement had no effect and can be prepared anew.
        guard PQtransactionStatus(pointer) == PQTRANS_IDLE else { throw error }
        return try await run(sql, parameters)
      }
    }
  }

  /// Runs statements without parameters and rows through the simple protocol.
  func command(
    _ sql: SQL, timeout: Duration?, shielded: Bool
  ) async throws(PostgresError) {
    _ = try await tag(of: sql, timeout: timeout, shielded: shielded)
  }

  /// Runs statements as ``command(_:timeout:shielded:)`` does; returns the last command's tag.
  func tag(
    of sql: SQL, timeout: Duration?, shielded: Bool
  ) async throws(PostgresError) -> String {
    try await exchange(sql.name, timeout: timeout, shielded: shielded) {
      () async throws(PostgresError) in
      try await sendPendingBegin()
      guard PQsendQuery(pointer, sql.text) == 1 else { throw lost(sql.name) }
      return try await onlyResult(sql.name, columns: nil).commandTag
    }
  }

  /// Begins the transaction that is still to begin; for statements that cannot carry it along.
  func sendPendingBegin() async throws(PostgresError) {
    guard let begin = pendingBegin else { return }
    guard PQsendQuery(pointer, begin.text) == 1 else { throw lost(begin.name) }
    _ = try await onlyResult(begin.name, columns: nil)
    pendingBegin = nil
  }

  /// Begins the transaction and runs its first statement in one round trip.
  private func runFirst(
    _ begin: SQL, _ sql: SQL, _ parameters: PostgresParameters
  ) async throws(PostgresError) -> PostgresResult {
    var batch = PostgresBatch()
    batch.add(sql, parameters)
    do throws(PostgresError) {
      return try await runPipeline(batch, after: begin)[0]
    } catch {
      var error = error
      error.batchIndex = nil
      throw error
    }
  }

  private func run(
    _ sql: SQL, _ parameters: PostgresParameters
  ) async throws(PostgresError) -> PostgresResult {
    var known: ResultColumns?
    let sent: Int32
    if let entry = try await prepared(sql, types: parameters.types) {
      known = entry.columns
      sent = parameters.withPointers { values, lengths, formats in
        PQsendQueryPrepared(
          pointer, entry.serverName, Int32(parameters.count), values, lengths, formats, 1)
      }
    } else {
      sent = parameters.withPointers { values, lengths, formats in
        parameters.types.withUnsafeBufferPointer { types in
          PQsendQueryParams(
            pointer, sql.text, Int32(parameters.count), types.baseAddress, values, lengths,
            formats, 1)
        }
      }
    }
    guard sent == 1 else { throw lost(sql.name) }
    let storage = try await onlyResult(sql.name, columns: known)
    if known == nil, storage.columns.count > 0 { statements.remember(storage.columns, for: sql) }
    return PostgresResult(storage: storage, statement: sql.name)
  }

  /// The prepared statement, prepared now where the connection does not have it yet; nil where it
  /// is not to be kept.
  private func prepared(
    _ sql: SQL, types: [UInt32]
  ) async throws(PostgresError) -> StatementCache.Entry? {
    guard configuration.keepsStatementsPrepared else { return nil }
    if let entry = statements.entry(for: sql, types: types) { return entry }
    guard statements.hasRoom(for: sql) else { return nil }
    let name = statements.newServerName(for: sql)
    let sent = types.withUnsafeBufferPointer {
      PQsendPrepare(pointer, name, sql.text, Int32(types.count), $0.baseAddress)
    }
    guard sent == 1 else { throw lost(sql.name) }
    _ = try await onlyResult(sql.name, columns: nil)
    let entry = StatementCache.Entry(serverName: name, text: sql.text, types: types, columns: nil)
    statements.insert(entry, for: sql)
    return entry
  }

  /// Sends what is buffered and gathers the results until the server is done; returns the last,
  /// or throws the first error.
  private func onlyResult(
    _ statement: String, columns: ResultColumns?
  ) async throws(PostgresError) -> ResultStorage {
    try await flush(statement)
    var last: ResultStorage?
    var failed: PostgresError?
    while let result = try await nextResult(statement) {
      switch PQresultStatus(result) {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
        last = ResultStorage(owning: result, columns: columns)
      case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
        PQclear(result)
        close()
        throw PostgresError(.usage, "COPY needs copyIn", statement: statement)
      default:
        failed = failed ?? failure(result, statement)
        PQclear(result)
      }
    }
    if let failed { throw failed }
    guard let last else { throw lost(statement) }
    return last
  }
}
