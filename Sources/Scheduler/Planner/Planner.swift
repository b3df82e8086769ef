import Glibc

/// Plans: a valid schedule at once, better ones until the budget ends.
///
/// The same problem, seed and counts of rounds give the same schedule.
public enum Planner {
  /// Rounds after which the speed of this machine is known and the cooling is fixed; until then
  /// nothing cools, in a search of counted rounds neither, so that one can repeat the other. A
  /// multiple of the 16 rounds between two looks at the clock.
  private static let calibration = 112

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
    let hottest = Self.hottest(search)
    var iteration = 0
    var temperature = hottest
    var turn = 0
    while iteration < budget.iterations ?? .max, problem.tasks.count > 0 {
      if iteration & 15 == 0 {
        if let time = budget.time, clock.now - start >= time { break }
        if iteration >= calibration, cooling == 0, let time = budget.time {
          let spent = (clock.now - searchStart) / iteration
          cooling = max(calibration, Int((time - (searchStart - start)) / spent))
        }
        let isMeasuring = iteration < calibration && cooling >= calibration
        let progress =
          cooling > 0 && !isMeasuring ? min(1, Double(iteration) / Double(cooling)) : 0
        let next = min(Self.turns - 1, Int(progress * Double(Self.turns)))
        if next > turn {
          turn = next
          search.restoreBest()
        }
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

  /// At the start the mean cost of a planned task, times this, is the temperature.
  private static let heat = 1.0
  /// At the end the temperature is this part of the first.
  private static let rest = 0.001

  /// The temperature at the start; what tasks without a place cost is left out, since no place of
  /// another task is worth so much.
  private static func hottest(_ search: PlanSearch) -> Double {
    var cost = search.bestCost
    var planned = 0
    for (index, placement) in search.bestPlacements.enumerated() {
      if placement == nil { cost -= search.state.model.omission[index] } else { planned += 1 }
    }
    return max(1, heat * Double(cost) / Double(max(1, planned)))
  }

  /// The search cools down so often, each time from the best plan met so far.
  private static let turns = 3
  /// Each turn begins at this part of the heat of the one before.
  private static let reheat = 0.3

  /// Falls by equal factors within each turn.
  private static func temperature(_ hottest: Double, progress: Double) -> Double {
    let turn = min(turns - 1, Int(progress * Double(turns)))
    let within = progress * Double(turns) - Double(turn)
    return hottest * pow(reheat, Double(turn)) * pow(rest, within)
  }
}
