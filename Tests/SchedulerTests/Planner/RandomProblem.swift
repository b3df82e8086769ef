import Scheduler
import Shared

/// Makes planning problems of every shape from a seed.
enum RandomProblem {
  /// A problem with that many tasks over some days of 16 slots; windows may meet at midnight.
  static func make(seed: UInt64, tasks count: Int, days: Int = 6) -> PlanningProblem {
    var random = SeededRandom(seed: seed)
    let length = 16
    let horizon = days * length
    var free: [Range<Int>] = []
    for day in 0..<days {
      let first = day * length + random.below(5)
      let middle = first + 1 + random.below(6)
      free.append(first..<middle)
      let second = middle + random.below(4)
      let end = min((day + 1) * length, second + 1 + random.below(8))
      if second > middle, second < end { free.append(second..<end) }
    }
    let tasks = (0..<count).map { index in
      task(index: index, horizon: horizon, random: &random)
    }
    return PlanningProblem(
      horizon: horizon, now: random.below(length),
      dayStarts: (0...days).map { $0 * length }, free: free, buffer: random.below(3),
      dailyCap: 4 + random.below(8), energyPenalty: (0..<horizon).map { _ in random.below(11) },
      weights: PlanningWeights(
        tardiness: 8, flow: 1, energy: 6, fragmentation: 120, move: 60, unplanned: 9,
        unplannedHard: 36),
      tasks: tasks)
  }

  private static func task(
    index: Int, horizon: Int, random: inout SeededRandom
  ) -> PlanningTask {
    let estimate = 1 + random.below(8)
    let isSplit = estimate > 2 && random.below(3) == 0
    let shortest = isSplit ? 1 + random.below(2) : estimate
    let former = random.below(horizon - estimate)
    return PlanningTask(
      estimate: estimate, weight: 1 << random.below(4), release: random.below(horizon / 2),
      softDeadline: random.below(2) == 0 ? random.below(horizon) - 10 : nil,
      hardDeadline: random.below(3) == 0 ? horizon / 4 + random.below(horizon) : nil,
      minimumBlock: shortest,
      maximumBlock: isSplit ? max(shortest, estimate - 1 - random.below(2)) : estimate,
      depth: random.below(3),
      dependencies: index > 0 && random.below(4) == 0 ? [random.below(index)] : [],
      former: random.below(2) == 0 ? [former..<former + estimate] : [])
  }
}
