import FoundationEssentials
import Shared

/// What was learned of a person: how wrong estimates are, in which hours plans are kept, and how
/// much work a day holds.
struct Habits: Hashable, Sendable {
  /// The bias of estimates of one group: the natural logarithm of actual by estimated minutes.
  struct Bias: Hashable, Sendable {
    /// Its mean, shrunk to the person's own.
    var mean: Double
    /// The finished tasks it stands on, older ones counting less.
    var weight: Double
  }

  /// The bias over all of the person's tasks, shrunk to none.
  var bias = Bias(mean: 0, weight: 0)
  /// The bias of single projects and tags, by their ids.
  var groups: [UUID: Bias] = [:]
  /// For each local hour the share of planned blocks that were kept, smoothed; empty while too
  /// little is known.
  var keptShares: [Double] = []
  /// Planned blocks that ``keptShares`` stands on.
  var blocks = 0
  /// Minutes of work that a usual working day held; nil while too little is known.
  var dailyMinutes: Int?
  /// Working days that ``dailyMinutes`` stands on.
  var days = 0

  /// Nothing learned yet.
  init() {}

  /// By what an estimate is to be multiplied so that the given share of tasks takes no longer.
  ///
  /// 1 until ``HabitRules/leastTasks`` tasks are known. Projects and tags count where they are
  /// known, the one with the most tasks.
  func correction(project: UUID?, tags: [UUID], quantile: Double) -> Double {
    guard bias.weight >= HabitRules.leastTasks else { return 1 }
    let known = ([project].compactMap(\.self) + tags).compactMap { groups[$0] }
    let best = known.max { $0.weight < $1.weight } ?? bias
    let spread = HabitRules.spread * HabitRules.normalQuantile(quantile)
    return min(4, max(0.25, exponential(best.mean + spread)))
  }

  /// What a slot of deep work costs in each local hour, 0 best to 10; empty while too little is
  /// known, or all hours are alike.
  var hourPenalties: [Int] {
    guard let best = keptShares.max(), let worst = keptShares.min(), best - worst > 0.05 else {
      return []
    }
    return keptShares.map { Int((10 * (best - $0) / (best - worst)).rounded()) }
  }

  private func exponential(_ value: Double) -> Double {
    // (1 + x/1024)^1024, exact enough for factors that are cut to quarters of an hour.
    var result = 1 + value / 1_024
    for _ in 0..<10 { result *= result }
    return result
  }
}
