/// Running handlers.
extension Worker {
  /// Starts the task that runs jobs in the slot. It is not part of the worker's task group, so that
  /// a handler that ignores its cancellation cannot hold up the end of the worker.
  func startSlot(_ slot: Int) {
    core.with { state in
      state.slots[slot].task = Task {
        while let job = await core.nextJob(slot: slot) { await run(job, in: slot) }
        // A task that was cancelled for the sake of one job is of no use for the next.
        if core.phase == .working { startSlot(slot) }
      }
    }
  }

  private func run(_ job: ClaimedJob, in slot: Int) async {
    let life = core.life
    guard let handler = handlers[job.kind] else {
      // Claims name the kinds, so this needs a fault of ours; the rescue will see to it.
      logger.error("claimed a job of an unknown kind", ["kind": .string(job.kind)])
      return core.didRun(slot: slot, nil)
    }
    let kind = handler.kind
    let started = SteadyTime.now
    let context = JobContext(job: job, logger: logger) { [core] report in
      core.with { $0.progress[job.id] = (job.token, report) }
    }
    let scope = TraceScope(recorder: configuration.spans, context: context.trace)
    var end = await TraceScope.$current.withValue(scope) {
      await attempt(job, kind: kind, handler: handler, context, slot: slot)
    }
    if case .finish(.discarded, let reason, let failure, nil) = end {
      end = await discard(job, reason: reason, failure: failure, by: handler)
    }
    let nanoseconds = SteadyTime.now.nanoseconds - started.nanoseconds
    metrics.ran(job, kind: kind, end: end, nanoseconds: nanoseconds)
    configuration.spans?.record(
      AttemptRules.span(of: job, in: context, end: end, seconds: Double(nanoseconds) / 1e9))
    core.didRun(slot: slot, FinishedAttempt(job: job, kind: kind, end: end, life: life))
  }

  /// The end of a job that is discarded, with what its handler wants written then.
  func discard(
    _ job: ClaimedJob, reason: String, failure: JobFailure?, by handler: any JobHandler
  ) async -> AttemptEnd {
    do {
      let cause = failure ?? JobFailure("discarded", reason)
      let effects = try await handler.onDiscard(job, because: cause)
      return .finish(.discarded, reason: reason, failure: failure, effects: effects)
    } catch {
      logger.warning(
        "a discard has to wait",
        ["job": .int(job.id.rawValue), "error": .string(JobFailure(error).description)])
      return AttemptRules.discardFailed(error, job: job)
    }
  }

  private func attempt(
    _ job: ClaimedJob, kind: JobKind, handler: any JobHandler, _ context: JobContext, slot: Int
  ) async -> AttemptEnd {
    if job.cancelRequested {
      return .finish(.cancelled, reason: "cancelled", failure: nil, effects: nil)
    }
    if let failure = AttemptRules.condemnation(of: job) {
      return .finish(.discarded, reason: failure.message, failure: failure, effects: nil)
    }
    do {
      let outcome = try await handler.run(job, context)
      return AttemptRules.end(of: outcome, job: job, kind: kind, random: .random(in: 0...1))
    } catch {
      let interruption = core.with { $0.slots[slot].interruption }
      if interruption == nil {
        context.logger.warning("attempt failed", ["error": .string(JobFailure(error).description)])
      }
      return AttemptRules.end(
        ofError: error, interruption: interruption, job: job, kind: kind,
        random: .random(in: 0...1))
    }
  }
}
