import FoundationEssentials
import Shared

extension PlanReasons {
  /// For times between which more work is due than can be done: the proof that something has to
  /// give, whatever the order.
  ///
  /// Dates are tightened along the dependencies first. Between two dates all work that may not begin
  /// before the first and must end by the second needs room there; where it always has that, the
  /// preemptive earliest deadline first meets every deadline (Horn 1974), so that without caps,
  /// blocks and buffers these proofs are all there are. Of nested times only those that lack more
  /// are named, at most ``PlanningLimits/proofs``.
  func certificates() -> [ProposalReason] {
    let dated = datedWork()
    var worst = 0
    var found: [ProposalReason] = []
    let starts = Set(dated.map(\.release)).sorted()
    let room = CapacitySums(plan)
    for end in Set(dated.map(\.deadline)).sorted() {
      let due = dated.filter { $0.deadline <= end }
      var best: (start: Int, work: Int, room: Int)?
      for start in starts where start < end {
        let work = due.reduce(0) { $0 + ($1.release >= start ? $1.estimate : 0) }
        guard work > 0 else { break }
        let room = room.slots(from: start, to: end)
        if work - room > (best.map { $0.work - $0.room } ?? worst) { best = (start, work, room) }
      }
      guard let best else { continue }
      worst = best.work - best.room
      found.append(proof(best.start, end, work: best.work, room: best.room))
    }
    return Array(found.suffix(PlanningLimits.proofs))
  }

  private func proof(_ start: Int, _ end: Int, work: Int, room: Int) -> ProposalReason {
    let isFromNow = start <= problem.now
    let dates =
      isFromNow
      ? "must be done by \(words.end(end))"
      : "must be done between \(words.time(start)) and \(words.end(end))"
    return ProposalReason(
      "overload",
      "\(words.length(work)) of work \(dates), and \(words.length(room)) are free "
        + (isFromNow ? "until then." : "there."),
      terms: [
        "work_minutes": minutes(work), "free_minutes": minutes(room), "from": time(start),
        "until": time(end),
      ])
  }

  /// Tasks that must end by some slot, their dates tightened along the dependencies.
  private func datedWork() -> [(release: Int, deadline: Int, estimate: Int)] {
    let tasks = problem.tasks
    var releases = tasks.map { min(max($0.release, problem.now), problem.horizon) }
    var deadlines = tasks.map { $0.hardDeadline.map { min($0, problem.horizon) } }
    var isChanged = true
    var rounds = 0
    while isChanged, rounds <= tasks.count {
      isChanged = false
      rounds += 1
      for (index, task) in tasks.enumerated() {
        for blocker in task.dependencies {
          let release = min(releases[blocker] + tasks[blocker].estimate, problem.horizon)
          if release > releases[index] {
            releases[index] = release
            isChanged = true
          }
          guard let own = deadlines[index] else { continue }
          let deadline = max(own - task.estimate, 0)
          if deadline < deadlines[blocker] ?? .max {
            deadlines[blocker] = deadline
            isChanged = true
          }
        }
      }
    }
    return tasks.indices.compactMap { index in
      deadlines[index].map { (releases[index], $0, tasks[index].estimate) }
    }
  }
}
