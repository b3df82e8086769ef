import FoundationEssentials
import Shared

/// The plan of one person's night: where each task stands, and what of it is new.
struct NightPlan: Sendable {
  /// What was planned.
  let plan: PlanCase
  /// Where the tasks of the problem stand.
  let result: PlanResult
  /// The seed of the search.
  let seed: UInt64
  /// Tasks that need each other, as indices of the problem's tasks.
  let groups: [[Int]]

  /// Plans a snapshot. With `rounds` the answer depends on nothing but the snapshot; the time only
  /// ends the search where the machine is slow.
  static func make(
    _ snapshot: PlanSnapshot, rounds: Int = PlanningLimits.nightlyRounds, seed: UInt64 = 1
  ) -> NightPlan {
    let plan = PlanCaseBuilder.calm(snapshot)
    let result = Planner.plan(
      plan.problem,
      budget: PlanningBudget(
        iterations: rounds, cooling: rounds, time: .seconds(PlanningLimits.nightlySeconds)),
      seed: seed)
    let grid = plan.grid
    let groups = PlanGroups.groups(of: result.schedule, in: plan.problem) { grid.day(of: $0) }
    return NightPlan(plan: plan, result: result, seed: seed, groups: groups)
  }

  /// The old place of a task of the problem.
  func former(_ index: Int) -> [Range<Int>] { plan.problem.tasks[index].former }

  /// The new place of a task of the problem.
  func blocks(_ index: Int) -> [Range<Int>] { result.schedule.blocks[index] }

  /// The times of slots.
  func times(_ blocks: [Range<Int>]) -> [InstantRange] { blocks.map { plan.grid.range(of: $0) } }

  /// Indices of tasks that have no place, and had none that could be kept.
  var unplanned: [Int] { result.schedule.unplanned }
}
