/// Gathers the moves of a plan that need each other, so that every subset of the groups can be
/// applied to the plan in force.
struct PlanGroups {
  private let problem: PlanningProblem
  private let old: [[Range<Int>]]
  private let new: [[Range<Int>]]
  private var parents: [Int]

  /// The groups of the tasks whose places differ, as indices of tasks, each ascending.
  static func groups(
    of schedule: Schedule, in problem: PlanningProblem, dayOf day: (Int) -> Int
  ) -> [[Int]] {
    var groups = PlanGroups(problem, schedule)
    groups.joinOverlaps()
    groups.joinDependencies()
    groups.joinDays(day)
    return groups.result
  }

  private init(_ problem: PlanningProblem, _ schedule: Schedule) {
    self.problem = problem
    old = problem.tasks.map(\.former)
    new = schedule.blocks
    parents = Array(problem.tasks.indices)
  }

  private var moved: [Int] { old.indices.filter { old[$0] != new[$0] } }

  private mutating func root(_ index: Int) -> Int {
    var index = index
    while parents[index] != index {
      parents[index] = parents[parents[index]]
      index = parents[index]
    }
    return index
  }

  private mutating func join(_ one: Int, _ other: Int) {
    let (one, other) = (root(one), root(other))
    parents[max(one, other)] = min(one, other)
  }

  private var result: [[Int]] {
    var copy = self
    var places: [Int: Int] = [:]
    var groups: [[Int]] = []
    for index in moved {
      let root = copy.root(index)
      if let place = places[root] {
        groups[place].append(index)
      } else {
        places[root] = groups.count
        groups.append([index])
      }
    }
    return groups
  }

  /// A task that comes to where another stands now needs that one to leave.
  private mutating func joinOverlaps() {
    let buffer = problem.buffer
    for index in moved {
      for other in moved where other != index {
        let meets = new[index].contains { block in
          old[other].contains {
            block.lowerBound < $0.upperBound + buffer && $0.lowerBound < block.upperBound + buffer
          }
        }
        if meets { join(index, other) }
      }
    }
  }

  /// A task and one that it waits for go together where either alone would turn their order.
  private mutating func joinDependencies() {
    for (index, task) in problem.tasks.enumerated() {
      for blocker in task.dependencies
      where old[index] != new[index] || old[blocker] != new[blocker] {
        let mixes = [(old[blocker], new[index]), (new[blocker], old[index])]
        let isTurned = mixes.contains { before, after in
          guard let start = after.first?.lowerBound else { return false }
          guard let end = before.last?.upperBound else { return true }
          return end > start
        }
        if isTurned { join(index, blocker) }
      }
    }
  }

  /// Where the moves onto a day, all taken alone, would fill it beyond its cap, they go with moves
  /// that leave the day.
  private mutating func joinDays(_ day: (Int) -> Int) {
    var load: [Int: Int] = [:]
    for (number, slots) in problem.pinnedLoads.enumerated() { load[number] = slots }
    var change: [Int: [Int: Int]] = [:]
    for index in old.indices {
      for slot in old[index].joined() {
        load[day(slot), default: 0] += 1
        if old[index] != new[index] { change[day(slot), default: [:]][index, default: 0] -= 1 }
      }
      if old[index] != new[index] {
        for slot in new[index].joined() {
          change[day(slot), default: [:]][index, default: 0] += 1
        }
      }
    }
    for number in change.keys.sorted() {
      while let pair = overfull(change[number] ?? [:], load[number] ?? 0) { join(pair.0, pair.1) }
    }
  }

  /// Two groups to be joined so that the day cannot be overfilled; nil where it cannot be already,
  /// or joining helps no more.
  private mutating func overfull(_ changes: [Int: Int], _ load: Int) -> (Int, Int)? {
    var sums: [Int: Int] = [:]
    for (index, change) in changes { sums[root(index), default: 0] += change }
    let most = load + sums.values.reduce(0) { $0 + max(0, $1) }
    guard most > max(problem.dailyCap, load),
      let coming = sums.filter({ $0.value > 0 }).keys.min(),
      let leaving = sums.filter({ $0.value < 0 }).keys.min()
    else { return nil }
    return (coming, leaving)
  }
}
