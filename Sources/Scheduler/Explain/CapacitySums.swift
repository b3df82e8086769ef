/// How much work fits between two slots at the most, no day above its cap.
struct CapacitySums: Sendable {
  private let freeBefore: [Int]
  private let dayStarts: [Int]
  private let left: [Int]

  /// The capacity of a case, beside the tasks that stay.
  init(_ plan: PlanCase) {
    let problem = plan.problem
    var isFree = [Bool](repeating: false, count: problem.horizon)
    for window in problem.free {
      for slot in window where slot >= problem.now { isFree[slot] = true }
    }
    var sums = [0]
    for slot in 0..<problem.horizon { sums.append(sums[slot] + (isFree[slot] ? 1 : 0)) }
    freeBefore = sums
    dayStarts = problem.dayStarts
    left = problem.dayStarts.indices.map { day in
      let taken = day < problem.pinnedLoads.count ? problem.pinnedLoads[day] : 0
      return max(0, problem.dailyCap - taken)
    }
  }

  /// Slots of work that fit between two slots, at the most.
  func slots(from start: Int, to end: Int) -> Int {
    var total = 0
    for day in 0..<dayStarts.count - 1 {
      let first = max(start, dayStarts[day])
      let last = min(end, dayStarts[day + 1])
      if first < last { total += min(left[day], freeBefore[last] - freeBefore[first]) }
    }
    return total
  }
}
