import Shared
import Testing

@testable import Scheduler

@Suite struct PlanGroupsTests {
  /// A problem whose tasks stand in a valid plan already, some of it broken by new conditions.
  private func problem(_ seed: Int) -> PlanningProblem {
    var problem = RandomProblem.make(seed: UInt64(seed), tasks: 4 + seed % 9, days: 4)
    for index in problem.tasks.indices { problem.tasks[index].former = [] }
    let before = Planner.plan(problem, budget: PlanningBudget(iterations: 40), seed: 3)
    for index in problem.tasks.indices {
      problem.tasks[index].former = before.schedule.blocks[index]
    }
    // Other weights make another plan worth its moves.
    for index in problem.tasks.indices {
      problem.tasks[index].weight = 1 + (problem.tasks[index].weight * 7 + index * 5 + seed) % 8
    }
    problem.weights.move = 1
    return problem
  }

  private func day(_ slot: Int, _ problem: PlanningProblem) -> Int {
    problem.dayStarts.lastIndex { $0 <= slot } ?? 0
  }

  @Test("every subset of the groups, applied to the plan in force, is valid", arguments: 1...24)
  func subsets(seed: Int) {
    let problem = problem(seed)
    let result = Planner.plan(problem, budget: PlanningBudget(iterations: 60), seed: 9)
    let groups = PlanGroups.groups(of: result.schedule, in: problem) { day($0, problem) }
    let moved = problem.tasks.indices.filter {
      problem.tasks[$0].former != result.schedule.blocks[$0]
    }
    #expect(groups.joined().sorted() == moved, "seed \(seed)")
    for choice in 0..<(1 << min(groups.count, 10)) {
      var mixed = Schedule(blocks: problem.tasks.map(\.former))
      for (number, group) in groups.enumerated() where number >= 10 || choice & (1 << number) != 0 {
        for index in group { mixed.blocks[index] = result.schedule.blocks[index] }
      }
      #expect(
        PlanValidity.violations(of: mixed, in: problem) == [], "seed \(seed), choice \(choice)")
    }
  }

  @Test("a calm search changes no more than it may, and nothing without gain", arguments: 1...10)
  func calm(seed: Int) {
    var problem = problem(seed)
    problem.maximumChanges = 2
    let few = Planner.plan(problem, budget: PlanningBudget(iterations: 60), seed: 4)
    let changed = problem.tasks.indices.count {
      problem.tasks[$0].former != few.schedule.blocks[$0]
    }
    #expect(changed <= 2, "seed \(seed)")
    #expect(PlanValidity.violations(of: few.schedule, in: problem) == [], "seed \(seed)")
    #expect(few.cost == ScheduleCost(of: few.schedule, in: problem), "seed \(seed)")
    problem.maximumChanges = 50
    problem.weights.disturbance = 1_000_000
    let still = Planner.plan(problem, budget: PlanningBudget(iterations: 60), seed: 4)
    for index in problem.tasks.indices where !problem.tasks[index].former.isEmpty {
      #expect(still.schedule.blocks[index] == problem.tasks[index].former, "seed \(seed)")
    }
    #expect(still.cost == ScheduleCost(of: still.schedule, in: problem), "seed \(seed)")
  }
}
