/// What a schedule costs, by kind of fault; meant for valid schedules.
public struct ScheduleCost: Hashable, Sendable {
  /// For ends after soft deadlines.
  public var tardiness = 0
  /// For the time from release to end.
  public var flow = 0
  /// For deep work in poor hours.
  public var energy = 0
  /// For blocks beyond the first.
  public var fragmentation = 0
  /// For slots outside the former place.
  public var move = 0
  /// For tasks left out.
  public var unplanned = 0

  /// The sum that the planner minimises.
  public var total: Int { tardiness + flow + energy + fragmentation + move + unplanned }

  /// No cost at all.
  public init() {}

  /// The cost of a whole schedule.
  public init(of schedule: Schedule, in problem: PlanningProblem) {
    for index in problem.tasks.indices {
      let part = ScheduleCost(task: index, blocks: schedule.blocks[index], in: problem)
      tardiness += part.tardiness
      flow += part.flow
      energy += part.energy
      fragmentation += part.fragmentation
      move += part.move
      unplanned += part.unplanned
    }
  }

  /// The cost of one task in those blocks, in order; none means that it is left out.
  public init(task index: Int, blocks: [Range<Int>], in problem: PlanningProblem) {
    let task = problem.tasks[index]
    let weights = problem.weights
    guard let end = blocks.last?.upperBound else {
      let factor = task.hardDeadline == nil ? weights.unplanned : weights.unplannedHard
      unplanned = task.weight * problem.horizon * factor
      // Taken off the plan is moved as well.
      if !task.former.isEmpty { move = weights.disturbance }
      return
    }
    flow = weights.flow * task.weight * (end - max(task.release, problem.now))
    if let soft = task.softDeadline {
      tardiness = weights.tardiness * task.weight * max(0, end - max(soft, problem.now))
    }
    let slots = blocks.joined()
    energy = weights.energy * task.depth * slots.reduce(0) { $0 + problem.energyPenalty[$1] }
    fragmentation = weights.fragmentation * (blocks.count - 1)
    if !task.former.isEmpty {
      let outside = slots.count { slot in !task.former.contains { $0.contains(slot) } }
      move = weights.move * outside + (blocks == task.former ? 0 : weights.disturbance)
    }
  }
}
