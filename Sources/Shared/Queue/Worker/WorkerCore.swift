import Synchronization

/// The worker's state and the signals between its loops. Every method is short and never waits for
/// the database.
final class WorkerCore: Sendable {
  /// Raised when there may be something to claim, or room for it.
  let claimSignal = AsyncEvent()
  /// Raised when the worker begins to end.
  let drainSignal = AsyncEvent()
  /// Raised when there may be something to write off.
  let flushSignals: [AsyncEvent]
  private let state: Mutex<WorkerState>
  private let configuration: WorkerConfiguration

  /// The core of a worker with `flushers` loops that write off what has ended.
  init(configuration: WorkerConfiguration, kinds: [JobKind], flushers: Int) {
    self.configuration = configuration
    flushSignals = (0..<flushers).map { _ in AsyncEvent() }
    state = Mutex(WorkerState(kinds: kinds, concurrency: configuration.concurrency))
  }

  /// Reads or changes the state.
  func with<Value>(_ body: (inout WorkerState) -> sending Value) -> sending Value {
    state.withLock { body(&$0) }
  }

  /// How far the worker is on its way out.
  var phase: WorkerState.Phase { state.withLock { $0.phase } }

  /// The number of the present life.
  var life: Int { state.withLock { $0.life } }

  /// Wakes every loop that waits.
  func signalAll() {
    claimSignal.signal()
    for signal in flushSignals { signal.signal() }
  }

  // MARK: Running

  /// Takes over claimed jobs and hands them to slots.
  func take(_ jobs: [ClaimedJob], life: Int) {
    let wakes: [(UnsafeContinuation<ClaimedJob?, Never>, ClaimedJob)] = state.withLock { state in
      // A former life's claim is left to the rescue.
      guard state.life == life else { return [] }
      for job in jobs { state.held[job.token, default: 0] += 1 }
      if state.phase != .working {
        state.unstarted += jobs
        return []
      }
      state.buffer.append(jobs)
      return Self.match(&state)
    }
    for (continuation, job) in wakes { continuation.resume(returning: job) }
  }

  /// The next job for the slot; nil once there will be none, or when the slot's task is cancelled.
  func nextJob(slot: Int) async -> ClaimedJob? {
    let (job, mayWait) = state.withLock { state -> (ClaimedJob?, Bool) in
      if Task.isCancelled || state.phase > .draining { return (nil, false) }
      if let job = Self.start(in: slot, &state) { return (job, true) }
      return (nil, state.phase == .working)
    }
    if job != nil || !mayWait { return job }
    claimSignal.signal()
    return await withUnsafeContinuation { continuation in
      let (job, parks) = state.withLock { state -> (ClaimedJob?, Bool) in
        if state.phase != .working { return (nil, false) }
        if let job = Self.start(in: slot, &state) { return (job, false) }
        state.parked.append((slot, continuation))
        return (nil, true)
      }
      if !parks { continuation.resume(returning: job) }
    }
  }

  private static func start(in slot: Int, _ state: inout WorkerState) -> ClaimedJob? {
    guard state.phase <= .draining, let job = state.buffer.start() else { return nil }
    let now = SteadyTime.now
    state.slots[slot].job = job
    state.slots[slot].interruption = nil
    state.slots[slot].started = now
    state.slots[slot].deadline = now.advanced(by: state.timeouts[job.kind] ?? .seconds(60))
    state.running += 1
    return job
  }

  private static func match(
    _ state: inout WorkerState
  ) -> [(UnsafeContinuation<ClaimedJob?, Never>, ClaimedJob)] {
    var wakes: [(UnsafeContinuation<ClaimedJob?, Never>, ClaimedJob)] = []
    while let place = state.parked.last, let job = start(in: place.slot, &state) {
      state.parked.removeLast()
      wakes.append((place.continuation, job))
    }
    return wakes
  }

  /// Notes how the slot's job ended and makes the slot free; says why it had been cancelled.
  func didRun(slot: Int, _ attempt: FinishedAttempt?) {
    let (wakesFlusher, wakesClaimer) = state.withLock { state -> (Bool, Bool) in
      if let job = state.slots[slot].job {
        state.buffer.end(kind: job.kind)
        state.running -= 1
      }
      state.slots[slot].job = nil
      state.slots[slot].interruption = nil
      state.slots[slot].deadline = SteadyTime(nanoseconds: .max)
      if let attempt, attempt.life == state.life {
        if state.ended.isEmpty { state.oldestEnd = .now }
        state.ended.append(attempt)
      }
      let wantsMore = state.buffer.readyCount * 2 <= configuration.concurrency
      return (state.ended.count == 1 || isReady(state), wantsMore)
    }
    if wakesFlusher { for signal in flushSignals { signal.signal() } }
    if wakesClaimer { claimSignal.signal() }
  }

  // MARK: Writing off

  /// True where what has ended should be written off now rather than together with more.
  private func isReady(_ state: WorkerState) -> Bool {
    guard !state.ended.isEmpty else { return false }
    return state.ended.count >= QueueLimits.batch || state.phase != .working
      || (state.running == 0 && state.buffer.count == 0)
      || state.oldestEnd.advanced(by: QueueLimits.completionWindow) <= .now
  }

  /// Takes what has ended where it is time to write it off; else says whether there is any.
  func takeEnded() -> (attempts: [FinishedAttempt], isWaiting: Bool) {
    state.withLock { state in
      guard isReady(state) else { return ([], !state.ended.isEmpty) }
      let batch = Array(state.ended.prefix(QueueLimits.batch))
      state.ended.removeFirst(batch.count)
      if !state.ended.isEmpty { state.oldestEnd = .now }
      state.writing += batch.count
      return (batch, !state.ended.isEmpty)
    }
  }

  /// Notes that the end of an attempt cannot be written: its claim is left to the rescue, which
  /// frees the job one heartbeat timeout after the claim's last other job has ended.
  func abandon(_ attempt: FinishedAttempt) {
    state.withLock { state in
      if attempt.life == state.life { state.abandoned.insert(attempt.job.token) }
    }
  }

  /// Notes that attempts have been written off, `finished` of them for good.
  func didWrite(_ attempts: [FinishedAttempt], finished: Int) {
    let isOver = state.withLock { state in
      state.writing -= attempts.count
      state.finished += finished
      for attempt in attempts where attempt.life == state.life {
        state.letGo(of: attempt.job)
        state.progress[attempt.job.id] = nil
      }
      return configuration.endsAfter.map { state.finished >= $0 } ?? false
    }
    if isOver { drain() }
    claimSignal.signal()
  }

  // MARK: Ending

  /// Takes no more jobs; those that were not started are to be given back.
  func drain() {
    let parked: [UnsafeContinuation<ClaimedJob?, Never>] = state.withLock { state in
      guard state.phase == .working else { return [] }
      state.phase = .draining
      state.unstarted = state.buffer.removeAll()
      defer { state.parked.removeAll() }
      return state.parked.map(\.continuation)
    }
    for continuation in parked { continuation.resume(returning: nil) }
    signalAll()
    drainSignal.signal()
  }

  /// Moves on to a later phase.
  func enter(_ phase: WorkerState.Phase) {
    state.withLock { $0.phase = max($0.phase, phase) }
    signalAll()
  }

  /// Cancels running handlers for a reason; all, or those for which `condition` holds.
  func interrupt(
    _ reason: AttemptRules.Interruption, where condition: (JobSlot) -> Bool = { _ in true }
  ) {
    state.withLock { state in
      for place in state.slots.indices
      where state.slots[place].job != nil && state.slots[place].interruption == nil
        && condition(state.slots[place])
      {
        state.slots[place].interruption = reason
        // Under the lock, so that the task cannot have gone on to another job.
        state.slots[place].task?.cancel()
      }
    }
  }

  /// True for the one caller that is to lead the worker into a new life.
  func beginComingBack() -> Bool {
    state.withLock { state in
      defer { state.isComingBack = true }
      return !state.isComingBack
    }
  }

  /// Ends the present life: everything in hand is forgotten, every handler cancelled.
  func loseLease() {
    state.withLock { state in
      state.life += 1
      state.held.removeAll()
      state.overTokens.removeAll()
      state.abandoned.removeAll()
      state.ended.removeAll()
      state.progress.removeAll()
      _ = state.buffer.removeAll()
      for place in state.slots.indices where state.slots[place].job != nil {
        state.slots[place].task?.cancel()
      }
    }
    signalAll()
  }
}
