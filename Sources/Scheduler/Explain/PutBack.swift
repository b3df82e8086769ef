import Shared

/// What would be if one task stood elsewhere and all others as planned: the ground of every reason.
struct PutBack: Sendable {
  /// What stands in the way, the first rule that is broken.
  enum Obstacle: Hashable, Sendable {
    /// The place does not hold the work any more, or not in blocks of allowed lengths; the slots
    /// that it holds.
    case shape(slots: Int)
    /// The time is not free; the slots that are not.
    case calendar(slots: Int)
    /// Another task of the problem stands there.
    case taken(by: Int)
    /// It would start before a task that it waits for has ended, by so many slots.
    case order(blocker: Int, slots: Int)
    /// It would end so many slots after its hard deadline.
    case deadline(slots: Int)
    /// It would start so many slots before it may.
    case release(slots: Int)
    /// The day would hold so many slots too much.
    case cap(day: Int, slots: Int)
    /// A task that waits for it would start so many slots before its end.
    case follower(Int, slots: Int)

    /// The rule that it breaks.
    var rule: PlanRule {
      switch self {
      case .shape: .shape
      case .calendar: .calendar
      case .taken: .taken
      case .order, .follower: .order
      case .deadline: .deadline
      case .release: .release
      case .cap: .cap
      }
    }
  }

  /// The first obstacle; nil where the place would be valid.
  let obstacle: Obstacle?
  /// What the task costs there, by term.
  let cost: ScheduleCost

  /// Puts a task where it says, beside all others of the schedule.
  init(_ index: Int, at blocks: [Range<Int>], in schedule: Schedule, of plan: PlanCase) {
    cost = ScheduleCost(task: index, blocks: blocks, in: plan.problem)
    obstacle = Self.obstacle(index, blocks, schedule, plan)
  }

  private static func obstacle(
    _ index: Int, _ blocks: [Range<Int>], _ schedule: Schedule, _ plan: PlanCase
  ) -> Obstacle? {
    let problem = plan.problem
    let task = problem.tasks[index]
    guard let first = blocks.first?.lowerBound, let last = blocks.last?.upperBound else {
      return nil
    }
    let blocked = blocks.joined().count { slot in !problem.free.contains { $0.contains(slot) } }
    if blocked > 0 { return .calendar(slots: blocked) }
    if !hasShape(task, blocks, plan) { return .shape(slots: blocks.reduce(0) { $0 + $1.count }) }
    let earliest = max(task.release, problem.now)
    if first < earliest { return .release(slots: earliest - first) }
    if let hard = task.hardDeadline, last > hard { return .deadline(slots: last - hard) }
    for other in problem.tasks.indices where other != index {
      let meets = schedule.blocks[other].contains { there in
        blocks.contains {
          $0.lowerBound < there.upperBound + problem.buffer
            && there.lowerBound < $0.upperBound + problem.buffer
        }
      }
      if meets { return .taken(by: other) }
    }
    for blocker in task.dependencies {
      let end = schedule.blocks[blocker].last?.upperBound ?? problem.horizon
      if end > first { return .order(blocker: blocker, slots: end - first) }
    }
    for other in problem.tasks.indices where problem.tasks[other].dependencies.contains(index) {
      if let start = schedule.blocks[other].first?.lowerBound, start < last {
        return .follower(other, slots: last - start)
      }
    }
    return cap(index, blocks, schedule, plan)
  }

  private static func hasShape(
    _ task: PlanningTask, _ blocks: [Range<Int>], _ plan: PlanCase
  ) -> Bool {
    let gap = max(1, plan.problem.buffer)
    return blocks.reduce(0) { $0 + $1.count } == task.estimate
      && blocks.allSatisfy {
        (task.minimumBlock...task.maximumBlock).contains($0.count)
          && plan.grid.day(of: $0.lowerBound) == plan.grid.day(of: $0.upperBound - 1)
      }
      && zip(blocks, blocks.dropFirst()).allSatisfy { $1.lowerBound - $0.upperBound >= gap }
  }

  private static func cap(
    _ index: Int, _ blocks: [Range<Int>], _ schedule: Schedule, _ plan: PlanCase
  ) -> Obstacle? {
    var loads = plan.problem.pinnedLoads
    for (other, theirs) in schedule.blocks.enumerated() {
      for slot in (other == index ? blocks : theirs).joined() {
        loads[plan.grid.day(of: slot)] += 1
      }
    }
    for slot in blocks.joined() {
      let day = plan.grid.day(of: slot)
      if loads[day] > plan.problem.dailyCap {
        return .cap(day: day, slots: loads[day] - plan.problem.dailyCap)
      }
    }
    return nil
  }
}
