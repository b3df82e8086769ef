/// Looking after the queue: what every worker does for all of them, now and then.
extension Worker {
  /// When each task is next due.
  private struct Duties {
    var rescue: SteadyTime
    var promote: LookSchedule
    var promoteAt: SteadyTime
    var admit: LookSchedule
    var admitAfter: String?
    var rotate: SteadyTime
    var prune: SteadyTime
    var schedule: SteadyTime
    /// Zones that this machine does not know: their schedules are left to other workers.
    var unknownZones: Set<String> = []
  }

  /// Rescues, promotes, admits, rotates, prunes and writes progress until the worker ends.
  func careLoop() async {
    let now = SteadyTime.now
    var duties = Duties(
      rescue: now.advanced(by: configuration.heartbeatTimeout / 8),
      promote: LookSchedule(now: now), promoteAt: now, admit: LookSchedule(now: now),
      rotate: now.advanced(by: .seconds(600)), prune: now.advanced(by: .seconds(20)), schedule: now)
    while core.phase == .working, !Task.isCancelled {
      // One that fails keeps none of the others back.
      await attend("progress") { try await writeProgress() }
      await attend("rescue") { try await rescue(&duties) }
      await attend("promote") { try await promote(&duties) }
      await attend("admit") { try await admit(&duties) }
      await attend("schedules") { try await fireSchedules(&duties) }
      await attend("clean") { try await clean(&duties) }
      await pause(.milliseconds(50))
    }
  }

  private func attend(_ duty: String, _ body: () async throws -> Void) async {
    do {
      try await body()
    } catch {
      guard core.phase == .working, !Task.isCancelled else { return }
      let failure = JobFailure(error)
      logger.warning(
        "looking after the queue failed",
        ["duty": .string(duty), "error": .string(failure.description)])
      await pause(.milliseconds(200))
    }
  }

  private func writeProgress() async throws(PostgresError) {
    let reports = core.with { state in
      defer { state.progress.removeAll(keepingCapacity: true) }
      return Array(state.progress)
    }
    if reports.isEmpty { return }
    try await pool.execute(
      FinishStatements.progress,
      [
        reports.map(\.key.rawValue), reports.map(\.value.token),
        reports.map(\.value.report.json.serialized),
      ])
  }

  private func rescue(_ duties: inout Duties) async throws(PostgresError) {
    guard duties.rescue.remainingNanoseconds == 0 else { return }
    duties.rescue = SteadyTime.now.advanced(by: configuration.heartbeatTimeout / 5)
    guard let row = try await pool.query(LifeStatements.rescue, [], timeout: callTimeout).first
    else { return }
    let rescued = try row.get("rescued", as: Int32.self)
    if try row.get("lost_claims", as: Int32.self) > 0 {
      logger.warning(
        "took over from silent workers",
        [
          "workers": .int(Int64(try row.get("dead_workers", as: Int32.self))),
          "jobs": .int(Int64(rescued)),
          "given_up": .int(Int64(try row.get("condemned", as: Int32.self))),
        ])
    }
    metrics.rescued(Int(rescued))
    // There may be more than one step takes.
    if rescued >= QueueLimits.rescues { duties.rescue = .now }
    if rescued > 0 { core.claimSignal.signal() }
  }

  private func promote(_ duties: inout Duties) async throws(PostgresError) {
    let now = SteadyTime.now
    guard duties.promoteAt <= now, duties.promote.isDue(now) else { return }
    let row = try await pool.query(
      LifeStatements.promote, [QueueLimits.promotions], timeout: callTimeout
    ).first
    duties.promote.didLook(from: now, to: .now)
    let promoted = try row?.get("promoted", as: Int32.self) ?? 0
    let next = try row?.get("next_in", as: Double?.self)
    let rest = min(max(next ?? 1, 0.005), 1)
    duties.promoteAt =
      promoted > 0 ? now : now.advanced(by: .microseconds(Int64(rest * 1_000_000)))
    if promoted > 0 { core.claimSignal.signal() }
  }

  private func admit(_ duties: inout Duties) async throws(PostgresError) {
    let now = SteadyTime.now
    let named = core.with { state in
      defer { state.keysToAdmit.removeAll() }
      return state.keysToAdmit
    }
    for key in named { try await pool.execute(LifeStatements.admit, [key]) }
    guard duties.admit.isDue(now) else { return }
    let row = try await pool.query(
      LifeStatements.admitWaiting, [100, duties.admitAfter], timeout: callTimeout
    ).first
    duties.admit.didLook(from: now, to: .now)
    duties.admitAfter = try row?.get("last_key", as: String?.self)
    if try row?.get("admitted", as: Int32.self) ?? 0 > 0 || !named.isEmpty {
      core.claimSignal.signal()
    }
  }

  /// Makes the jobs of schedules that are due. Another worker may set a schedule at any time, so
  /// it looks at least once a second.
  private func fireSchedules(_ duties: inout Duties) async throws {
    guard duties.schedule.remainingNanoseconds == 0 else { return }
    let clock = ScheduleClock(zones: .system, unknownZones: duties.unknownZones)
    let (fired, unknown) = try await clock.fire(pool)
    if !unknown.isEmpty {
      duties.unknownZones.formUnion(unknown)
      logger.error(
        "schedules in zones that this machine does not know; other workers may",
        ["zones": .string(unknown.sorted().joined(separator: ", "))])
    }
    if fired > 0 { return core.claimSignal.signal() }
    let rest = min(max(try await clock.nextIn(pool) ?? 1, 0.005), 1)
    duties.schedule = SteadyTime.now.advanced(by: .microseconds(Int64(rest * 1_000_000)))
  }

  private func clean(_ duties: inout Duties) async throws(PostgresError) {
    if duties.rotate.remainingNanoseconds == 0 {
      duties.rotate = SteadyTime.now.advanced(by: .seconds(600))
      _ = try await pool.query(LifeStatements.rotate, [configuration.finishedDays])
    }
    if duties.prune.remainingNanoseconds == 0 {
      // As long as there is more, small steps follow each other; each leaves room for others.
      let hasMore = try await prune()
      duties.prune = SteadyTime.now.advanced(by: hasMore ? .milliseconds(200) : .seconds(20))
    }
  }

  /// Takes one small step at removing what is over and in no partition that is dropped whole:
  /// finished jobs with a time of their own, those of unprepared days, ended batches. Returns
  /// whether there may be more.
  func prune() async throws(PostgresError) -> Bool {
    let step = QueueLimits.batch
    let days = configuration.finishedDays
    let expired = try await pool.execute(LifeStatements.prune, [step])
    let unprepared = try await pool.execute(LifeStatements.pruneDefault, [days, step])
    let batches = try await pool.execute(LifeStatements.pruneBatches, [days, step])
    return max(expired, unprepared, batches) >= step
  }
}
