import Scheduler

/// Tries every place of one task beside all others as planned; shares no code with the planner.
struct LoneSearch {
  private let problem: PlanningProblem
  private let task: PlanningTask
  private var open: [Bool]
  private var loads: [Int]
  private let first: Int
  private let last: Int

  /// The places of a task beside a schedule; `deadline` stands for its own.
  init(_ index: Int, in schedule: Schedule, of problem: PlanningProblem, deadline: Int?) {
    self.problem = problem
    task = problem.tasks[index]
    open = [Bool](repeating: false, count: problem.horizon)
    loads = problem.dayStarts.indices.map {
      $0 < problem.pinnedLoads.count ? problem.pinnedLoads[$0] : 0
    }
    for window in problem.free { for slot in window { open[slot] = true } }
    var first = max(task.release, problem.now)
    var last = min(deadline ?? problem.horizon, problem.horizon)
    for (other, blocks) in schedule.blocks.enumerated() where other != index {
      for block in blocks {
        for slot in block.lowerBound - problem.buffer..<block.upperBound + problem.buffer
        where open.indices.contains(slot) { open[slot] = false }
        loads[problem.dayStarts.lastIndex { $0 <= block.lowerBound } ?? 0] += block.count
      }
      if task.dependencies.contains(other) {
        first = max(first, blocks.last?.upperBound ?? problem.horizon)
      }
      if problem.tasks[other].dependencies.contains(index), let start = blocks.first?.lowerBound {
        last = min(last, start)
      }
    }
    self.first = first
    self.last = last
  }

  /// Slots in which the task could do some of its work.
  var openSlots: Int { first < last ? open[first..<last].count(where: \.self) : 0 }

  /// True where the task may stand in several blocks.
  var isSplit: Bool { task.maximumBlock < task.estimate }

  /// Every valid block of an unsplit task.
  func places() -> [Range<Int>] {
    guard first + task.estimate <= last else { return [] }
    return (first...last - task.estimate).compactMap { start in
      let block = start..<start + task.estimate
      let day = problem.dayStarts.lastIndex { $0 <= start } ?? 0
      guard block.allSatisfy({ open[$0] }), block.upperBound <= problem.dayStarts[day + 1],
        loads[day] + task.estimate <= problem.dailyCap
      else { return nil }
      return block
    }
  }

  /// True where the task has some valid place, split or not.
  func exists() -> Bool {
    guard isSplit else { return !places().isEmpty }
    var reached: Set<Int> = [0]
    for day in 0..<problem.dayStarts.count - 1 {
      let amounts = self.amounts(on: day)
      reached = Set(reached.flatMap { done in amounts.map { done + $0 } })
    }
    return reached.contains(task.estimate)
  }

  /// The amounts of work that one day can do in allowed blocks.
  private func amounts(on day: Int) -> Set<Int> {
    let start = max(first, problem.dayStarts[day])
    let end = min(last, problem.dayStarts[day + 1])
    guard start < end else { return [0] }
    let gap = max(1, problem.buffer)
    var before = [Set<Int>](repeating: [0], count: end - start + gap + 1)
    for slot in start..<end {
      let here = slot - start + gap + 1
      before[here] = before[here - 1]
      for length in task.minimumBlock...task.maximumBlock where slot - length + 1 >= start {
        guard (slot - length + 1...slot).allSatisfy({ open[$0] }) else { break }
        for amount in before[here - length - gap]
        where loads[day] + amount + length <= problem.dailyCap {
          before[here].insert(amount + length)
        }
      }
    }
    return before[end - start + gap]
  }
}
