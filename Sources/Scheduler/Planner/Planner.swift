import Glibc

/// Plans: a valid schedule at once, better ones until the budget ends.
///
/// The same problem, seed and counts of rounds give the same schedule.
public enum Planner {
  /// Rounds after which the speed of this machine is known and the cooling is fixed.
  private static let calibration = 100

  /// The best schedule found within the budget; always valid, possibly with tasks left out.
  public static func plan(
    _ problem: PlanningProblem, budget: PlanningBudget, seed: UInt64 = 1
  ) -> PlanResult {
    let clock = ContinuousClock()
    let start = clock.now
    let model = PlanModel(problem)
    var search = PlanSearch(model, seed: seed)
    let searchStart = clock.now
    var cooling = budget.cooling ?? budget.iterations ?? 0
    let hottest = Self.hottest(model, cost: search.bestCost)
    var iteration = 0
    var temperature = hottest
    while iteration < budget.iterations ?? .max, problem.tasks.count > 0 {
      if iteration & 15 == 0 {
        if let time = budget.time, clock.now - start >= time { break }
        if iteration >= calibration, cooling == 0, let time = budget.time {
          let spent = (clock.now - searchStart) / iteration
          cooling = max(1, Int((time - (searchStart - start)) / spent))
        }
        let progress = cooling > 0 ? min(1, Double(iteration) / Double(cooling)) : 0
        temperature = Self.temperature(hottest, progress: progress)
      }
      search.step(temperature: temperature)
      iteration += 1
    }
    search.restoreBest()
    search.settle()
    let schedule = search.state.schedule
    return PlanResult(
      schedule: schedule, cost: ScheduleCost(of: schedule, in: problem), iterations: iteration,
      cooling: cooling)
  }

  /// The temperature at the start: a worsening of a hundredth of a task's mean cost is likely.
  private static func hottest(_ model: PlanModel, cost: Int) -> Double {
    max(1, 1 * Double(cost) / Double(max(1, model.problem.tasks.count)))
  }

  /// Falls from the hottest to a thousandth of it, by equal factors.
  private static func temperature(_ hottest: Double, progress: Double) -> Double {
    return hottest * pow(0.001, progress)
  }
}
