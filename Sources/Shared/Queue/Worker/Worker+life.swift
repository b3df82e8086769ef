import FoundationEssentials
import Synchronization

/// Showing signs of life, and keeping time.
extension Worker {
  /// Sends heartbeats until everything is written off.
  func beatLoop() async {
    let interval = lease.withLock { $0.interval }
    while core.phase < .done {
      let due = SteadyTime.now.advanced(by: interval)
      let arrived = await beat()
      if core.phase == .done { return }
      await pause(arrived ? .nanoseconds(due.remainingNanoseconds) : .milliseconds(150))
      if Task.isCancelled { return }
    }
  }

  /// One heartbeat; false where it did not arrive.
  private func beat() async -> Bool {
    let asked = SteadyTime.now
    let life = core.life
    let (tokens, over, running) = core.with { state in
      (Array(state.held.keys), state.overTokens, state.running)
    }
    do throws(PostgresError) {
      let row = try await pool.query(
        LifeStatements.beat, [identity.withLock { $0 }, tokens, over, running],
        timeout: callTimeout
      ).first
      guard let row, core.life == life else { return true }
      guard try row.get(0, as: Bool.self) else {
        logger.error("this worker was declared dead; its jobs run elsewhere")
        await beginNewLife()
        return true
      }
      lease.withLock { $0.renew(asked: asked) }
      let reported = Set(over)
      core.with { $0.overTokens.removeAll { reported.contains($0) } }
      let cancelled = Set(try row.get(1, as: [Int64].self))
      if !cancelled.isEmpty { cancel { cancelled.contains($0.rawValue) } }
      return true
    } catch {
      logger.warning("heartbeat failed", ["error": .string(error.description)])
      return false
    }
  }

  /// Cancels those running jobs that somebody asked to cancel.
  func cancel(where isMeant: (JobID) -> Bool) {
    core.interrupt(.requested) { slot in slot.job.map { isMeant($0.id) } ?? false }
  }

  /// Looks many times a second at what is due by this machine's clock.
  func tickLoop() async {
    let poll = configuration.usesNotifications ? QueueLimits.pollInterval : .milliseconds(100)
    var nextPoll = SteadyTime.now.advanced(by: poll)
    while core.phase < .done, !Task.isCancelled {
      await pause(.milliseconds(25))
      let now = SteadyTime.now
      core.interrupt(.timeout) { $0.deadline <= now }
      if core.phase == .working, lease.withLock({ $0.isLost(at: now) }) {
        logger.error("no heartbeat has reached the database in time; every job is given up")
        await beginNewLife()
      }
      if nextPoll <= now || core.with({ $0.wantsLookAt.map { $0 <= now } ?? false }) {
        if nextPoll <= now { nextPoll = now.advanced(by: poll) }
        core.claimSignal.signal()
      }
    }
  }

  /// Forgets everything in hand and becomes a new worker to the others. Writes that are still on
  /// their way fail on their tokens.
  private func beginNewLife() async {
    // The heartbeat and the clock may both find out; one of them acts.
    guard core.beginComingBack() else { return }
    defer { core.with { $0.isComingBack = false } }
    metrics.lostLease()
    core.loseLease()
    let former = identity.withLock { identity in
      defer { identity = UUID() }
      return identity
    }
    while core.phase < .done, !Task.isCancelled {
      do throws(PostgresError) {
        // Freed at once: our handlers are cancelled, and nothing of ours holds these tokens now.
        _ = try await pool.query(ClaimStatements.abandon, [former], timeout: callTimeout)
        try await register()
        logger.info("worker is back")
        return core.signalAll()
      } catch {
        logger.warning("cannot come back yet", ["error": .string(error.description)])
        await pause(.milliseconds(200))
      }
    }
  }
}
