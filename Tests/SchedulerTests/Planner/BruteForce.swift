import Scheduler

/// Finds the least cost of a small problem of unsplit tasks by trying every start of every task.
enum BruteForce {
  /// The least cost; feasible for about four tasks over three short days.
  static func leastCost(_ problem: PlanningProblem) -> Int {
    var starts: [[Range<Int>?]] = []
    for (index, task) in problem.tasks.enumerated() {
      var options: [Range<Int>?] = [nil]
      for start in 0...problem.horizon - task.estimate {
        var lone = Schedule(blocks: Array(repeating: [], count: problem.tasks.count))
        lone.blocks[index] = [start..<start + task.estimate]
        var single = problem
        single.tasks[index].dependencies = []
        if PlanValidity.violations(of: lone, in: single).isEmpty {
          options.append(start..<start + task.estimate)
        }
      }
      starts.append(options)
    }
    var best = Int.max
    var chosen: [[Range<Int>]] = []
    func descend(_ index: Int, _ cost: Int) {
      if cost >= best { return }
      if index == problem.tasks.count {
        if PlanValidity.violations(of: Schedule(blocks: chosen), in: problem).isEmpty {
          best = cost
        }
        return
      }
      for option in starts[index] {
        let blocks = option.map { [$0] } ?? []
        if let option, chosen.joined().contains(where: { $0.overlaps(option) }) { continue }
        chosen.append(blocks)
        descend(index + 1, cost + ScheduleCost(task: index, blocks: blocks, in: problem).total)
        chosen.removeLast()
      }
    }
    descend(0, 0)
    return best
  }
}
