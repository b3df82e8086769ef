import Scheduler
import Shared
import Testing

@Suite struct PlannerTests {
  private let quick = PlanningBudget(iterations: 60)

  @Test("every schedule keeps every hard rule, whatever the problem", arguments: 1...60)
  func validity(seed: Int) {
    let problem = RandomProblem.make(seed: UInt64(seed), tasks: 1 + seed % 30)
    let result = Planner.plan(problem, budget: quick, seed: UInt64(seed))
    #expect(PlanValidity.violations(of: result.schedule, in: problem) == [], "seed \(seed)")
    #expect(result.cost == ScheduleCost(of: result.schedule, in: problem), "seed \(seed)")
  }

  @Test("the same problem, seed and count of rounds give the same schedule", arguments: 1...8)
  func determinism(seed: Int) {
    let problem = RandomProblem.make(seed: UInt64(seed), tasks: 25)
    let first = Planner.plan(problem, budget: quick, seed: 7)
    let second = Planner.plan(problem, budget: quick, seed: 7)
    #expect(first == second)
  }

  @Test("a search that time ended is repeated exactly by its counts of rounds")
  func replay() {
    let problem = RandomProblem.make(seed: 3, tasks: 30)
    let timed = Planner.plan(problem, budget: PlanningBudget(time: .milliseconds(20)), seed: 5)
    let counted = Planner.plan(
      problem, budget: PlanningBudget(iterations: timed.iterations, cooling: timed.cooling),
      seed: 5)
    #expect(counted.schedule == timed.schedule)
  }

  @Test("few unsplit tasks reach the optimum that trying everything finds", arguments: 1...16)
  func optimum(seed: Int) {
    var problem = RandomProblem.make(seed: UInt64(seed), tasks: 4, days: 3)
    for index in problem.tasks.indices {
      problem.tasks[index].minimumBlock = problem.tasks[index].estimate
      problem.tasks[index].maximumBlock = problem.tasks[index].estimate
    }
    let result = Planner.plan(problem, budget: PlanningBudget(iterations: 500), seed: 1)
    #expect(result.cost.total == BruteForce.leastCost(problem), "seed \(seed)")
  }

  @Test("more free time never makes the best plan of a small problem dearer", arguments: 1...8)
  func monotony(seed: Int) {
    var problem = RandomProblem.make(seed: UInt64(seed), tasks: 4, days: 3)
    let before = Planner.plan(problem, budget: PlanningBudget(iterations: 500), seed: 1)
    problem.free = problem.dayStarts.dropLast().map { $0..<$0 + 16 }
    let after = Planner.plan(problem, budget: PlanningBudget(iterations: 500), seed: 1)
    #expect(after.cost.total <= before.cost.total, "seed \(seed)")
  }

  @Test("a problem without tasks or without free time is answered at once")
  func emptiness() {
    var problem = RandomProblem.make(seed: 1, tasks: 3)
    problem.free = []
    let stuck = Planner.plan(problem, budget: quick)
    #expect(stuck.schedule.unplanned == [0, 1, 2])
    problem.tasks = []
    #expect(Planner.plan(problem, budget: quick).cost.total == 0)
  }
}
