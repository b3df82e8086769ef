/// Writing off what has ended.
extension Worker {
  /// Writes off ended attempts, many at a time, until everything is written.
  func flushLoop(_ number: Int) async {
    while true {
      let (batch, isWaiting) = core.takeEnded()
      if !batch.isEmpty {
        let finished = await write(batch)
        core.didWrite(batch, finished: finished)
      } else if core.phase == .done {
        return
      } else if isWaiting {
        // More is about to end; what is here waits a moment for it.
        try? await Task.sleep(for: .milliseconds(2))
        if Task.isCancelled, core.phase == .done { return }
      } else {
        await core.flushSignals[number].wait()
      }
    }
  }

  /// Writes off the attempts, again and again while the database is away and the lease holds;
  /// returns how many jobs it finished for good.
  private func write(_ attempts: [FinishedAttempt]) async -> Int {
    var finished = 0
    let plan = WritePlan(attempts)
    finished += await persistently(plan.completed) { attempts in
      try await self.complete(attempts, in: self.pool)
    }
    for group in plan.shared {
      finished += await persistently(group) { try await self.writeTogether($0) }
    }
    finished += await persistently(plan.finished) { attempts in
      try await self.finish(attempts, in: self.pool)
    }
    _ = await persistently(plan.putBack) { attempts in
      try await self.putBack(attempts, in: self.pool)
    }
    return finished
  }

  /// Runs the write until it succeeds or the attempts are no longer ours. It can be repeated after
  /// a lost answer, since what has been written already no longer matches its token. A write that
  /// takes too long again and again counts as one that cannot be made.
  private func persistently(
    _ attempts: [FinishedAttempt], _ write: ([FinishedAttempt]) async throws -> Int
  ) async -> Int {
    guard let first = attempts.first else { return 0 }
    var timeouts = 0
    while first.life == core.life {
      do {
        return try await write(attempts)
      } catch let error as PostgresError
        where error.isConnectionLoss || error.isRetryable
        || (error.kind == .statementTimeout && timeouts < QueueLimits.writeTimeouts)
      {
        if error.kind == .statementTimeout { timeouts += 1 }
        if core.phase == .done { return 0 }
        logger.warning("could not write off jobs", ["error": .string(error.description)])
        await pause(.milliseconds(100))
      } catch {
        guard attempts.count == 1 else {
          // One of them cannot be written: find it.
          var finished = 0
          for attempt in attempts { finished += await persistently([attempt], write) }
          return finished
        }
        return await giveUp(first, because: error)
      }
    }
    return 0
  }

  /// Puts an attempt back whose end cannot be written; one that cannot be put back either is left
  /// to the rescue.
  private func giveUp(_ attempt: FinishedAttempt, because error: any Error) async -> Int {
    let failure = JobFailure(error)
    logger.error(
      "the end of a job cannot be written",
      ["job": .int(attempt.job.id.rawValue), "error": .string(failure.description)])
    guard case .putBack = attempt.end else {
      var back = attempt
      back.end = afterFailedEffects(error, attempt)
      if case .finish(.discarded, let reason, let failure, nil) = back.end,
        case .complete = attempt.end, let handler = handlers[attempt.job.kind]
      {
        // Its own effects cannot be written; those of its discard may be.
        back.end = await discard(attempt.job, reason: reason, failure: failure, by: handler)
        if case .finish(_, _, _, .some) = back.end {
          return await persistently([back]) { try await self.writeTogether($0) }
        }
      }
      if case .putBack = back.end {
        return await persistently([back]) { try await self.putBack($0, in: self.pool) * 0 }
      }
      return await persistently([back]) { try await self.finish($0, in: self.pool) }
    }
    core.abandon(attempt)
    return 0
  }

  /// What becomes of an attempt whose effects could not be written.
  private func afterFailedEffects(_ error: any Error, _ attempt: FinishedAttempt) -> AttemptEnd {
    if case .finish = attempt.end {
      return AttemptRules.discardFailed(error, job: attempt.job)
    }
    return AttemptRules.end(
      ofError: error, interruption: nil, job: attempt.job, kind: attempt.kind,
      random: .random(in: 0...1))
  }

  // MARK: Transactions

  /// Writes effects and ends of several jobs in one transaction, each behind a savepoint. Jobs that
  /// are no longer ours have no effect.
  private func writeTogether(_ attempts: [FinishedAttempt]) async throws -> Int {
    try await pool.transaction { transaction in
      let ours = try await transaction.query(
        FinishStatements.hold, [attempts.map(\.job.id.rawValue), attempts.map(\.job.token)])
      var held: Set<Int64> = []
      for row in ours { held.insert(try row.get(0, as: Int64.self)) }
      var done: [FinishedAttempt] = []
      var failed: [FinishedAttempt] = []
      for attempt in attempts where held.contains(attempt.job.id.rawValue) {
        do {
          if attempts.count == 1 {
            try await attempt.end.effects?(transaction)
          } else {
            try await transaction.savepoint { try await attempt.end.effects?($0) }
          }
          done.append(attempt)
        } catch let error as PostgresError where error.isConnectionLoss || error.isRetryable {
          throw error
        } catch {
          // Alone there is no savepoint: the transaction rolls back and the caller puts it back.
          if attempts.count == 1 { throw error }
          var back = attempt
          back.end = self.afterFailedEffects(error, attempt)
          // A discard asks its handler first, which is not to be waited for in a transaction.
          if case .finish(.discarded, _, _, nil) = back.end { throw error }
          failed.append(back)
        }
      }
      let plan = WritePlan(done, effectsAreDone: true)
      var finished = try await self.complete(plan.completed, in: transaction)
      finished += try await self.finish(plan.finished, in: transaction)
      let rest = WritePlan(failed, effectsAreDone: true)
      _ = try await self.putBack(rest.putBack, in: transaction)
      finished += try await self.finish(rest.finished, in: transaction)
      return finished
    }
  }

  // MARK: Statements

  private func complete(
    _ attempts: [FinishedAttempt], in session: any PostgresSession
  ) async throws(PostgresError) -> Int {
    if attempts.isEmpty { return 0 }
    return try await session.query(
      FinishStatements.complete,
      [attempts.map(\.job.id.rawValue), attempts.map(\.job.token)], timeout: nil
    ).count
  }

  private func finish(
    _ attempts: [FinishedAttempt], in session: any PostgresSession
  ) async throws(PostgresError) -> Int {
    if attempts.isEmpty { return 0 }
    let rows = attempts.map { FinishRow($0, worker: configuration.name) }
    return try await session.query(
      FinishStatements.finish,
      [
        attempts.map(\.job.id.rawValue), attempts.map(\.job.token), rows.map(\.state),
        rows.map(\.result), rows.map(\.keeping), rows.map(\.failure), rows.map(\.reason),
      ], timeout: nil
    ).count
  }

  private func putBack(
    _ attempts: [FinishedAttempt], in session: any PostgresSession
  ) async throws(PostgresError) -> Int {
    if attempts.isEmpty { return 0 }
    let rows = attempts.map { PutBackRow($0, worker: configuration.name) }
    return try await session.query(
      FinishStatements.putBack,
      [
        attempts.map(\.job.id.rawValue), attempts.map(\.job.token), rows.map(\.delay),
        rows.map(\.refund), rows.map(\.failure),
      ], timeout: nil
    ).count
  }
}
