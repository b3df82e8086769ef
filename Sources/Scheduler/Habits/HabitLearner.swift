import FoundationEssentials
import Shared

/// Learns habits from finished tasks and past planned blocks; pure, so that every rule is tested
/// without a database.
struct HabitLearner {
  /// A task with tracked time.
  struct Effort: Hashable, Sendable {
    /// Its project and its tags.
    var groups: [UUID]
    /// Minutes that were estimated; above 0.
    var estimated: Int
    /// Minutes that were spent; above 0.
    var spent: Int
    /// Days since it was finished, or last worked on.
    var age: Double
    /// False where it is still open: the time it takes is at least what was spent.
    var isFinished: Bool
    /// The local day on which it was finished.
    var day: CivilDate?
  }

  /// A planned block that has passed.
  struct Block: Hashable, Sendable {
    /// The local hour in which it began.
    var hour: Int
    /// Whether the task was done.
    var isKept: Bool
    /// Days since.
    var age: Double
  }

  /// What the efforts and blocks teach.
  static func learn(efforts: [Effort], blocks: [Block]) -> Habits {
    var habits = Habits()
    let errors = efforts.compactMap { effort -> (groups: [UUID], error: Double, weight: Double)? in
      let ratio = Double(effort.spent) / Double(effort.estimated)
      let error = HabitRules.logarithm(min(HabitRules.most, max(1 / HabitRules.most, ratio)))
      // An open task says something only once it has taken longer than estimated.
      if !effort.isFinished, error <= 0 { return nil }
      return (effort.groups, error, halved(effort.age))
    }
    let all = mean(errors.map { ($0.error, $0.weight) }, around: 0)
    habits.bias = all
    for group in Set(errors.flatMap(\.groups)) {
      let own = errors.filter { $0.groups.contains(group) }.map { ($0.error, $0.weight) }
      habits.groups[group] = mean(own, around: all.mean)
    }
    learnHours(blocks, into: &habits)
    learnDays(efforts, into: &habits)
    return habits
  }

  private static func halved(_ age: Double) -> Double {
    var weight = 1.0
    var rest = max(0, age) / HabitRules.halfLife
    while rest >= 1, weight > 1e-6 {
      weight /= 2
      rest -= 1
    }
    // Between two halvings a straight line is as good as the power.
    return weight * (1 - rest / 2)
  }

  /// The mean, shrunk to where groups lie: precision-weighted, as for normal errors.
  private static func mean(
    _ errors: [(error: Double, weight: Double)], around center: Double
  ) -> Habits.Bias {
    let noise = 1 / (HabitRules.spread * HabitRules.spread)
    let pull = 1 / (HabitRules.groupSpread * HabitRules.groupSpread)
    let weight = errors.reduce(0) { $0 + $1.weight }
    let sum = errors.reduce(0) { $0 + $1.error * $1.weight }
    return Habits.Bias(
      mean: (sum * noise + center * pull) / (weight * noise + pull), weight: weight)
  }

  private static func learnHours(_ blocks: [Block], into habits: inout Habits) {
    habits.blocks = blocks.count
    let oldest = blocks.map(\.age).max() ?? 0
    let isEnough =
      blocks.count >= HabitRules.leastBlocks
      || (oldest >= Double(HabitRules.leastDays) && blocks.count >= HabitRules.fewestBlocks)
    guard isEnough else { return }
    let mean = Double(blocks.count(where: \.isKept)) / Double(blocks.count)
    habits.keptShares = (0..<24).map { hour in
      var kept = mean * HabitRules.priorBlocks
      var planned = HabitRules.priorBlocks
      for block in blocks {
        let apart = abs(block.hour - hour)
        let distance = Double(min(apart, 24 - apart)) / HabitRules.kernelHours
        guard distance < 3 else { continue }
        // A kernel with the bell's shape and a finite reach: (1 - (d/3)²)².
        let share = 1 - distance * distance / 9
        planned += share * share
        if block.isKept { kept += share * share }
      }
      return kept / planned
    }
  }

  private static func learnDays(_ efforts: [Effort], into habits: inout Habits) {
    var minutes: [CivilDate: Int] = [:]
    for effort in efforts where effort.isFinished {
      if let day = effort.day { minutes[day, default: 0] += effort.spent }
    }
    habits.days = minutes.count
    guard minutes.count >= HabitRules.leastWorkdays else { return }
    let sorted = minutes.values.sorted()
    let usual = sorted[min(sorted.count - 1, sorted.count * 6 / 10)]
    habits.dailyMinutes = min(600, max(60, (usual + 14) / 15 * 15))
  }
}
