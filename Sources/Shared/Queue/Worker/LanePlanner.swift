import FoundationEssentials

/// Remembers where there are jobs and decides where the next claim looks: strictly by priority,
/// and between the lanes of one priority by turns, each for an equal share.
///
/// Beyond its remembered key a lane is read without stepping over what was claimed before; a look
/// at the whole queue now and then finds new lanes, and jobs that came to stand below the key.
struct LanePlanner {
  /// The lanes it remembers.
  private(set) var lanes: [JobLane.Key: JobLane] = [:]
  private var turn: UInt64 = 0
  private let most: Int

  /// A planner that remembers at most so many lanes.
  init(most: Int = QueueLimits.lanes) {
    self.most = most
  }

  /// True where some lane may hold a job.
  var hasWork: Bool { lanes.values.contains { !$0.isExhausted } }

  /// Where to look for that many jobs, without those kinds. Lanes that were empty last time are
  /// looked at as well as long as there is room: that is where the next job will come.
  func plan(_ wanted: Int, without kinds: Set<String>) -> LanePlan {
    var open: [JobLane] = []
    var resting: [JobLane] = []
    for lane in lanes.values where kinds.isEmpty || !kinds.contains(lane.key.kind) {
      if lane.isExhausted { resting.append(lane) } else { open.append(lane) }
    }
    if open.count > 1 { open.sort(by: Self.isBefore) }
    if resting.count > 1 { resting.sort { $0.lastTurn > $1.lastTurn } }
    var chosen = Array(open.prefix(QueueLimits.lanesPerClaim))
    chosen += resting.prefix(min(8, QueueLimits.lanesPerClaim - chosen.count))
    if chosen.count > 1 { chosen.sort(by: Self.isBefore) }
    var plan = LanePlan()
    let first = open.first?.key.priority
    let sharing = max(1, open.count { $0.key.priority == first })
    let share = max(1, (wanted + sharing - 1) / sharing)
    for lane in chosen { plan.add(lane, share: share) }
    return plan
  }

  /// Notes what a claim along `plan` brought: for each lane how many jobs and the last id.
  mutating func didClaim(
    _ plan: LanePlan, wanted: Int, taken: [JobLane.Key: (count: Int, lastID: Int64)], total: Int
  ) {
    turn += 1
    for place in plan.queues.indices {
      let key = JobLane.Key(
        queue: plan.queues[place], kind: plan.kinds[place], priority: plan.priorities[place],
        workspace: plan.workspaces[place])
      guard var lane = lanes[key] else { continue }
      if let got = taken[key] {
        lane.afterID = max(lane.afterID, got.lastID)
        lane.lastTurn = turn
        lane.isExhausted = got.count < Int(plan.shares[place]) && total < wanted
      } else if total < wanted {
        lane.isExhausted = true
      }
      lanes[key] = lane
    }
  }

  /// Notes what a look at the whole queue found: every lane with its first job. `isComplete` where
  /// nothing was cut off, so that a lane that was not found is empty.
  mutating func didLook(_ found: [(key: JobLane.Key, firstID: Int64)], isComplete: Bool) {
    if isComplete {
      for key in lanes.keys { lanes[key]?.isExhausted = true }
    }
    for (key, firstID) in found {
      var lane = lanes[key] ?? JobLane(key: key, afterID: firstID - 1)
      lane.afterID = firstID - 1
      lane.isExhausted = false
      lanes[key] = lane
    }
    guard lanes.count > most else { return }
    let resting = lanes.values.filter(\.isExhausted).sorted { $0.lastTurn < $1.lastTurn }
    for lane in resting.prefix(lanes.count - most) { lanes[lane.key] = nil }
  }

  private static func isBefore(_ one: JobLane, _ other: JobLane) -> Bool {
    if one.key.priority != other.key.priority { return one.key.priority < other.key.priority }
    if one.lastTurn != other.lastTurn { return one.lastTurn < other.lastTurn }
    return one.afterID < other.afterID
  }
}
