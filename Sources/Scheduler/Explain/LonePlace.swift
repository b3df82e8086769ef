import Shared

/// The places that one task could have beside all others as planned.
struct LonePlace: Sendable {
  private let problem: PlanningProblem

  /// The free time that a schedule leaves to a task: between the blocks of the others, after what it
  /// waits for, before what waits for it, within its own dates.
  init(_ index: Int, in schedule: Schedule, of problem: PlanningProblem) {
    var task = problem.tasks[index]
    var loads = problem.dayStarts.indices.map {
      $0 < problem.pinnedLoads.count ? problem.pinnedLoads[$0] : 0
    }
    var isFree = [Bool](repeating: false, count: problem.horizon)
    for window in problem.free { for slot in window { isFree[slot] = true } }
    for (other, blocks) in schedule.blocks.enumerated() where other != index {
      for block in blocks {
        let day = problem.dayStarts.lastIndex { $0 <= block.lowerBound } ?? 0
        loads[day] += block.count
        let first = max(0, block.lowerBound - problem.buffer)
        for slot in first..<min(problem.horizon, block.upperBound + problem.buffer) {
          isFree[slot] = false
        }
      }
    }
    for blocker in task.dependencies {
      task.release = max(task.release, schedule.blocks[blocker].last?.upperBound ?? problem.horizon)
    }
    for (other, waiting) in problem.tasks.enumerated() where waiting.dependencies.contains(index) {
      guard let start = schedule.blocks[other].first?.lowerBound else { continue }
      task.hardDeadline = min(task.hardDeadline ?? start, start)
    }
    task.dependencies = []
    var single = problem
    single.free = FreeTime.ranges(isFree)
    single.pinnedLoads = loads
    single.maximumChanges = nil
    single.tasks = [task]
    self.problem = single
  }

  /// The first slot at which the task could begin by its dates and by what it waits for.
  var release: Int { min(max(problem.tasks[0].release, problem.now), problem.horizon) }

  /// The cheapest valid place; nil where there is none. `end` stands for the hard deadline where it
  /// is earlier.
  func cheapest(until end: Int? = nil) -> [Range<Int>]? {
    var limited = problem
    if let end { limited.tasks[0].hardDeadline = min(limited.tasks[0].hardDeadline ?? end, end) }
    return Self.place(limited)
  }

  /// The valid place with the earliest end, as if the task had no hard deadline.
  func earliest() -> [Range<Int>]? {
    var open = problem
    open.tasks[0].hardDeadline = nil
    open.tasks[0].softDeadline = nil
    open.tasks[0].former = []
    open.weights = PlanningWeights(
      tardiness: 0, flow: 1, energy: 0, fragmentation: 0, move: 0, unplanned: 0, unplannedHard: 0)
    return Self.place(open)
  }

  /// True where the task would have a place if days had no cap; `end` as for ``cheapest(until:)``.
  func fitsBesideCap(until end: Int? = nil) -> Bool {
    var open = problem
    if let end { open.tasks[0].hardDeadline = min(open.tasks[0].hardDeadline ?? end, end) }
    open.dailyCap = problem.horizon + (problem.pinnedLoads.max() ?? 0)
    return Self.place(open) != nil
  }

  /// Free slots before a slot from when on the task may begin, and the most in one piece within a day.
  func room(until end: Int) -> (slots: Int, longest: Int) {
    var slots = 0
    var longest = 0
    for window in problem.free {
      let first = max(window.lowerBound, release)
      let last = min(window.upperBound, end)
      guard first < last else { continue }
      slots += last - first
      var start = first
      while start < last {
        let next = problem.dayStarts.first { $0 > start } ?? last
        longest = max(longest, min(next, last) - start)
        start = next
      }
    }
    return (slots, longest)
  }

  private static func place(_ problem: PlanningProblem) -> [Range<Int>]? {
    var state = PlanState(PlanModel(problem))
    var random = SeededRandom(seed: 1)
    guard let placement = state.cheapestPlacement(0, blink: 0, random: &random) else { return nil }
    state.place(0, placement)
    return state.schedule.blocks[0]
  }
}
