import CPostgres

extension PostgresConnection {
  /// Runs the statements in libpq's pipeline mode; see ``PostgresSession/batch(_:timeout:)``.
  public func batch(
    _ batch: PostgresBatch, timeout: Duration?
  ) async throws(PostgresError) -> [PostgresResult] {
    guard batch.count > 0 else { return [] }
    guard batch.count <= PostgresLimits.pipelineStatements else {
      throw PostgresError(.usage, "too many statements in one batch")
    }
    let name = batch.items[0].sql.name
    let limit = timeout ?? configuration.statementTimeout
    return try await exchange(name, timeout: limit, shielded: false) {
      () async throws(PostgresError) in
      try await runPipeline(batch, after: pendingBegin)
    }
  }

  /// Sends the batch, behind a BEGIN where there is one, and returns its results; for the holder of
  /// the turn.
  func runPipeline(
    _ batch: PostgresBatch, after begin: SQL?
  ) async throws(PostgresError) -> [PostgresResult] {
    let name = batch.items[0].sql.name
    guard PQenterPipelineMode(pointer) == 1 else { throw lost(name) }
    var steps: [PipelineStep] = []
    if let begin { steps += [try enqueueBegin(begin)] }
    steps += try enqueue(batch)
    try await flush(name)
    let results = try await receive(steps)
    guard PQexitPipelineMode(pointer) == 1 else { throw lost(name) }
    // Where even BEGIN was cancelled, the next statement carries it again.
    if begin != nil, PQtransactionStatus(pointer) != PQTRANS_IDLE { pendingBegin = nil }
    return try results.get()
  }

  private func enqueueBegin(_ begin: SQL) throws(PostgresError) -> PipelineStep {
    guard PQsendQueryParams(pointer, begin.text, 0, nil, nil, nil, nil, 1) == 1 else {
      throw lost(begin.name)
    }
    return PipelineStep(sql: begin, index: -1, preparation: nil, columns: nil)
  }

  /// One message of a pipeline whose result is awaited.
  private struct PipelineStep {
    let sql: SQL
    let index: Int
    /// For a preparation: what is known once it succeeded.
    let preparation: StatementCache.Entry?
    let columns: ResultColumns?
  }

  private func enqueue(_ batch: PostgresBatch) throws(PostgresError) -> [PipelineStep] {
    var steps: [PipelineStep] = []
    var coming: [String: StatementCache.Entry] = [:]
    for (index, item) in batch.items.enumerated() {
      let (sql, parameters) = (item.sql, item.parameters)
      var entry: StatementCache.Entry?
      if configuration.keepsStatementsPrepared {
        entry = statements.entry(for: sql, types: parameters.types)
        if entry == nil, let next = coming[sql.name], next.text == sql.text,
          next.types == parameters.types
        {
          entry = next
        }
        if entry == nil, statements.hasRoom(for: sql) {
          let new = try enqueuePreparation(sql, parameters)
          coming[sql.name] = new
          entry = new
          steps.append(PipelineStep(sql: sql, index: index, preparation: new, columns: nil))
        }
      }
      try enqueueExecution(sql, parameters, entry)
      steps.append(
        PipelineStep(sql: sql, index: index, preparation: nil, columns: entry?.columns))
    }
    guard PQpipelineSync(pointer) == 1 else { throw lost("") }
    return steps
  }

  private func enqueuePreparation(
    _ sql: SQL, _ parameters: PostgresParameters
  ) throws(PostgresError) -> StatementCache.Entry {
    let name = statements.newServerName(for: sql)
    let sent = parameters.types.withUnsafeBufferPointer {
      PQsendPrepare(pointer, name, sql.text, Int32(parameters.count), $0.baseAddress)
    }
    guard sent == 1 else { throw lost(sql.name) }
    return StatementCache.Entry(
      serverName: name, text: sql.text, types: parameters.types, columns: nil)
  }

  private func enqueueExecution(
    _ sql: SQL, _ parameters: PostgresParameters, _ entry: StatementCache.Entry?
  ) throws(PostgresError) {
    let sent = parameters.withPointers { values, lengths, formats in
      if let entry {
        PQsendQueryPrepared(
          pointer, entry.serverName, Int32(parameters.count), values, lengths, formats, 1)
      } else {
        parameters.types.withUnsafeBufferPointer { types in
          PQsendQueryParams(
            pointer, sql.text, Int32(parameters.count), types.baseAddress, values, lengths,
            formats, 1)
        }
      }
    }
    guard sent == 1 else { throw lost(sql.name) }
  }

  /// Reads every result up to the synchronisation point. A failed statement is the inner failure;
  /// a broken connection throws.
  private func receive(
    _ steps: [PipelineStep]
  ) async throws(PostgresError) -> Result<[PostgresResult], PostgresError> {
    var results: [PostgresResult] = []
    results.reserveCapacity(steps.count)
    var failed: PostgresError?
    for step in steps {
      while let result = try await nextResult(step.sql.name) {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
          let storage = ResultStorage(owning: result, columns: step.columns)
          if let entry = step.preparation {
            statements.insert(entry, for: step.sql)
          } else if step.index >= 0 {
            results.append(PostgresResult(storage: storage, statement: step.sql.name))
            if storage.columns.count > 0 { statements.remember(storage.columns, for: step.sql) }
          }
        case PGRES_PIPELINE_ABORTED: PQclear(result)
        default:
          if failed == nil {
            failed = failure(result, step.sql.name)
            failed?.batchIndex = step.index
            if failed?.isStalePlan == true { statements.remove(step.sql) }
          }
          PQclear(result)
        }
      }
    }
    guard let sync = try await nextResult("") else { throw lost("") }
    let status = PQresultStatus(sync)
    if failed == nil, status == PGRES_FATAL_ERROR { failed = failure(sync, "") }
    PQclear(sync)
    guard status == PGRES_PIPELINE_SYNC else { throw failed ?? lost("") }
    if let failed { return .failure(failed) }
    return .success(results)
  }
}
