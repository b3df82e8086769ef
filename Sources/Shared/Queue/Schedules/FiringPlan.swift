/// What a due schedule does now: which of its times get a job, and when it is next due.
struct FiringPlan: Equatable {
  /// The times that get a job, oldest first.
  let times: [Instant]
  /// The next time; nil for never.
  let next: Instant?

  /// The plan for a schedule that was due at `due`, looked at when the database's clock shows
  /// `now`. A time that is not later than the grace is on time whatever the policy.
  init(
    due: Instant, now: Instant, missedRuns: ScheduleDefinition.MissedRuns,
    after next: (Instant) -> Instant?
  ) {
    let grace = Int64(ScheduleLimits.grace.components.seconds) * 1_000_000
    let cutoff = Instant(microseconds: now.microseconds - grace)
    var times: [Instant] = []
    var latestMissed: Instant?
    var time: Instant? = due
    var steps = 0
    while let current = time, current <= now, times.count < ScheduleLimits.missedRuns {
      let isMissed = current < cutoff
      if isMissed { latestMissed = current }
      if !isMissed || missedRuns == .all { times.append(current) }
      steps += 1
      // Where very many were missed and nobody wants them one by one, the rest is passed over.
      let passesOver = isMissed && missedRuns != .all && steps >= ScheduleLimits.missedRuns
      time = next(passesOver ? cutoff : current)
    }
    // One job makes up for all missed ones, unless a time that is on time does so anyway.
    if missedRuns == .once, times.isEmpty, let latestMissed { times = [latestMissed] }
    self.times = times
    self.next = time
  }
}
