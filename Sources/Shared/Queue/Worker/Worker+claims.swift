import FoundationEssentials
import Synchronization

/// Looking for jobs and claiming them.
extension Worker {
  /// What the claim loop remembers.
  private struct Search {
    var planner = LanePlanner()
    var pace: ClaimPace
    var looks: LookSchedule
    var sawSuspect = false
    /// Until when there is no need to ask again to be told of new jobs.
    var armed = SteadyTime(nanoseconds: 0)
    var places = LookPlaces()
    var life: Int
  }

  /// Claims while there is room, waits while there is nothing.
  func claimLoop() async {
    var search = Search(
      pace: ClaimPace(concurrency: configuration.concurrency),
      looks: LookSchedule(now: .now), life: core.life)
    core.with { $0.isClaiming = true }
    defer { core.with { $0.isClaiming = false } }
    while core.phase == .working {
      do throws(PostgresError) {
        if search.life != core.life {
          search.life = core.life
          search.planner = LanePlanner()
          search.looks = LookSchedule(now: .now)
          search.places = LookPlaces()
        }
        let goesOn = try await claimOnce(&search)
        if !goesOn { await core.claimSignal.wait() }
      } catch {
        guard core.phase == .working else { return }
        logger.warning("could not claim", ["error": .string(error.description)])
        await pause(.milliseconds(200))
      }
    }
  }

  /// One step; false where there is nothing to do until somebody signals.
  private func claimOnce(_ search: inout Search) async throws(PostgresError) -> Bool {
    let size = search.pace.size
    let (room, saturated) = core.with { state in
      let waiting = state.buffer.readyCount
      let free = QueueLimits.held - state.inHand
      return (waiting * 2 > size ? 0 : min(size - waiting, free), state.buffer.saturatedKinds)
    }
    guard room > 0 else { return false }
    if search.sawSuspect { return try await claimSuspect(&search) }
    if !search.planner.hasWork {
      // Where work is likely to come is cheap to look at, the whole queue is not.
      if try await claim(room, &search, without: saturated) > 0 { return true }
      guard search.looks.isDue(.now) else {
        let next = search.looks.nextLook
        core.with { $0.wantsLookAt = next }
        return false
      }
      try await look(&search, without: saturated)
      if search.sawSuspect { return true }
      if !search.planner.hasWork { return try await rest(&search) }
    } else if search.looks.isDue(.now) {
      try await look(&search, without: saturated)
      if search.sawSuspect { return true }
    }
    _ = try await claim(room, &search, without: saturated)
    return true
  }

  /// Nothing is there: asks to be told of new jobs, and looks once more after asking, since what
  /// was committed in between told nobody. False where the loop may rest.
  private func rest(_ search: inout Search) async throws(PostgresError) -> Bool {
    core.with { $0.wantsLookAt = nil }
    guard configuration.usesNotifications, search.armed.remainingNanoseconds == 0 else {
      return false
    }
    try await pool.execute(
      LifeStatements.arm, [configuration.queues, QueueLimits.armedSeconds])
    search.armed = SteadyTime.now.advanced(by: .seconds(2))
    search.looks = LookSchedule(now: .now)
    return true
  }

  /// Claims up to `room` jobs and hands them to the slots; returns how many.
  private func claim(
    _ room: Int, _ search: inout Search, without saturated: Set<String>
  ) async throws(PostgresError) -> Int {
    let plan = search.planner.plan(room, without: saturated)
    if plan.isEmpty { return 0 }
    let asked = SteadyTime.now
    search.pace.willClaim(at: asked)
    let rows = try await pool.query(
      ClaimStatements.claim,
      [
        room, identity.withLock { $0 }, plan.queues, plan.kinds, plan.priorities, plan.workspaces,
        plan.afterIDs, plan.shares,
      ], timeout: callTimeout)
    var taken: [JobLane.Key: (count: Int, lastID: Int64)] = [:]
    let jobs = try accept(rows, asked: asked, life: search.life) { key, id in
      let known = taken[key] ?? (0, 0)
      taken[key] = (known.count + 1, max(known.lastID, id))
    }
    search.planner.didClaim(plan, wanted: room, taken: taken, total: rows.count)
    search.pace.didClaim(rows.count, of: room)
    return jobs
  }

  /// Reads claimed rows and takes them over, unless the answer took so long that the database may
  /// have given them to somebody else by now.
  private func accept(
    _ rows: PostgresResult, asked: SteadyTime, life: Int,
    note: (JobLane.Key, Int64) -> Void = { _, _ in }
  ) throws(PostgresError) -> Int {
    let answered = SteadyTime.now
    var jobs: [ClaimedJob] = []
    jobs.reserveCapacity(rows.count)
    for row in rows {
      let (job, lane) = try ClaimedJob.read(row)
      note(lane, job.id.rawValue)
      jobs.append(job)
    }
    metrics.claimed(jobs.count, nanoseconds: answered.nanoseconds - asked.nanoseconds)
    if lease.withLock({ $0.isStale(asked: asked, answered: answered) }) {
      logger.warning("a claim was answered too late", ["jobs": .int(Int64(jobs.count))])
      return 0
    }
    metrics.waited(jobs)
    jobs.sort { $0.id < $1.id }
    core.take(jobs, life: life)
    return jobs.count
  }

  /// Looks at the whole queue: which lanes hold jobs, and whether one job has to run alone.
  private func look(
    _ search: inout Search, without saturated: Set<String>
  ) async throws(PostgresError) {
    let kinds = handlers.kinds.map(\.name)
    let open = kinds.filter { !saturated.contains($0) }
    var starts = (queues: [String](), kinds: [String](), from: [Int16](), at: [UUID]())
    for queue in configuration.queues {
      for kind in open {
        let place = search.places.start(queue: queue, kind: kind)
        starts.queues.append(queue)
        starts.kinds.append(kind)
        starts.from.append(place.priority)
        starts.at.append(place.workspace)
      }
    }
    let begun = SteadyTime.now
    let results = try await pool.pipeline { batch in
      batch.add(
        ClaimStatements.lanes,
        [starts.queues, starts.kinds, starts.from, starts.at, QueueLimits.lanes])
      batch.add(ClaimStatements.suspects, [configuration.queues, kinds])
    }
    search.looks.didLook(from: begun, to: .now)
    core.with { $0.wantsLookAt = nil }
    var found: [(key: JobLane.Key, firstID: Int64)] = []
    for row in results[0] {
      found.append((try JobLane.Key.read(row), try row.get(4, as: Int64.self)))
    }
    let sawAll = search.places.didLook(found.map(\.key), most: QueueLimits.lanes)
    search.planner.didLook(found, isComplete: sawAll && saturated.isEmpty)
    search.sawSuspect = try results[1].first?.get(0, as: Bool.self) ?? false
  }

  /// Claims a job that has seen two workers die once nothing else is in our hands, and lets it run
  /// alone, so that only itself is to blame if this worker dies too.
  private func claimSuspect(_ search: inout Search) async throws(PostgresError) -> Bool {
    guard core.with({ $0.inHand == 0 }) else { return false }
    let asked = SteadyTime.now
    let rows = try await pool.query(
      ClaimStatements.claimSuspect,
      [identity.withLock { $0 }, configuration.queues, handlers.kinds.map(\.name)],
      timeout: callTimeout)
    if try accept(rows, asked: asked, life: search.life) == 0 {
      search.sawSuspect = false
      return true
    }
    while core.phase == .working, core.with({ $0.inHand > 0 }) { await core.claimSignal.wait() }
    return true
  }

  /// How long a statement of the worker's own may take.
  var callTimeout: Duration { max(.milliseconds(500), configuration.heartbeatTimeout / 4) }

  /// Waits that long, shorter when the task is cancelled.
  func pause(_ duration: Duration) async {
    try? await Task.sleep(for: duration)
  }
}
