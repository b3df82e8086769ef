/// What a search needs of a problem at hand: the packed timeline and the cost of every placement
/// in one block, worked out once.
struct PlanModel: Sendable {
  /// The problem as it was given.
  let problem: PlanningProblem
  /// Its free slots, packed.
  let timeline: Timeline
  /// For each task those that wait for it.
  let successors: [[Int]]
  /// For each task the cost of leaving it out.
  let omission: [Int]
  /// For each task whether it may stand in several blocks.
  let isSplittable: [Bool]
  /// For each task the first cell at which it may start by its own release.
  let releaseCells: [Int]
  /// For each task the slot by which it must have ended.
  let deadlines: [Int]
  /// The same, early enough that everything which waits for the task can still make its own.
  let tightDeadlines: [Int]
  /// For each task the cells of its former place; empty where it had none, or one that no plan can
  /// have.
  let formerCells: [[Range<Int>]]
  /// Prefix sums of the energy penalty over cells; one entry more than there are cells.
  private let energySums: [Int]
  /// For each task that has a former place the prefix sums of cells inside it, else empty.
  private let formerSums: [[Int32]]
  /// For each unsplit task the cost of a block that starts at a cell; `Int.max` where none can.
  private(set) var startCosts: [[Int]] = []
  /// For each unsplit task the least start cost at or after a cell.
  private(set) var leastCosts: [[Int]] = []

  /// Works a problem out; takes time and room proportional to tasks times free slots.
  init(_ problem: PlanningProblem) {
    let timeline = Timeline(problem)
    self.problem = problem
    self.timeline = timeline
    var successors = [[Int]](repeating: [], count: problem.tasks.count)
    for (index, task) in problem.tasks.enumerated() {
      for dependency in task.dependencies { successors[dependency].append(index) }
    }
    self.successors = successors
    omission = problem.tasks.indices.map {
      ScheduleCost(task: $0, blocks: [], in: problem).total
    }
    isSplittable = problem.tasks.map {
      $0.minimumBlock < $0.estimate || $0.maximumBlock < $0.estimate
    }
    releaseCells = problem.tasks.map { task in
      timeline.firstCells[min(max(task.release, problem.now, 0), problem.horizon)]
    }
    deadlines = problem.tasks.map { min($0.hardDeadline ?? problem.horizon, problem.horizon) }
    tightDeadlines = Self.tighten(deadlines, problem: problem, successors: successors)
    formerCells = problem.tasks.map { timeline.cells(of: $0.former) }
    energySums = Self.sums(count: timeline.count) { cell in
      timeline.isFree[cell] ? problem.energyPenalty[timeline.slots[cell]] : 0
    }
    formerSums = problem.tasks.map { task in
      guard !task.former.isEmpty else { return [] }
      return Self.sums(count: timeline.count) { cell in
        let slot = timeline.slots[cell]
        return timeline.isFree[cell] && task.former.contains { $0.contains(slot) } ? 1 : 0
      }.map(Int32.init)
    }
    for index in problem.tasks.indices { tabulate(index) }
  }

  /// Deadlines pulled forward along the dependencies, as often as their longest chain is long.
  private static func tighten(
    _ deadlines: [Int], problem: PlanningProblem, successors: [[Int]]
  ) -> [Int] {
    var tight = deadlines
    var isChanged = true
    var rounds = 0
    while isChanged, rounds <= deadlines.count {
      isChanged = false
      rounds += 1
      for index in deadlines.indices {
        let latest = successors[index].map { tight[$0] - problem.tasks[$0].estimate }.min()
        if let latest, latest < tight[index] {
          tight[index] = latest
          isChanged = true
        }
      }
    }
    return tight
  }

  private static func sums(count: Int, _ value: (Int) -> Int) -> [Int] {
    var sums = [0]
    sums.reserveCapacity(count + 1)
    for cell in 0..<count { sums.append(sums[cell] + value(cell)) }
    return sums
  }

  /// True where a task that stands in one block from that cell on stands where it was before.
  func isFormer(_ index: Int, start: Int) -> Bool {
    let former = formerCells[index]
    return former.count == 1 && former[0].lowerBound == start
      && former[0].count == problem.tasks[index].estimate
  }

  /// What a block costs whatever else the task has: energy, and slots outside its former place.
  func blockCost(_ index: Int, _ cells: Range<Int>) -> Int {
    let task = problem.tasks[index]
    var cost = 0
    if task.depth > 0 {
      let penalty = energySums[cells.upperBound] - energySums[cells.lowerBound]
      cost += problem.weights.energy * task.depth * penalty
    }
    let former = formerSums[index]
    if !former.isEmpty {
      let inside = Int(former[cells.upperBound] - former[cells.lowerBound])
      cost += problem.weights.move * (cells.count - inside)
    }
    return cost
  }

  /// What it costs that the task stands elsewhere than before; nothing where it had no place.
  func disturbance(_ index: Int, _ blocks: [Range<Int>]) -> Int {
    problem.weights.disturbance == 0 || problem.tasks[index].former.isEmpty
      || formerCells[index] == blocks ? 0 : problem.weights.disturbance
  }

  /// The former place as a placement with its cost; nil where there is none that a plan can have.
  func formerPlacement(_ index: Int) -> Placement? {
    let blocks = formerCells[index]
    guard let last = blocks.last else { return nil }
    let fragmentation = problem.weights.fragmentation * (blocks.count - 1)
    let cost =
      blocks.reduce(0) { $0 + blockCost(index, $1) } + endCost(index, lastCell: last.upperBound - 1)
      + fragmentation
    return Placement(blocks: blocks, cost: cost)
  }

  /// What it costs that the task ends at the end of a cell.
  func endCost(_ index: Int, lastCell: Int) -> Int {
    let task = problem.tasks[index]
    let end = timeline.slots[lastCell] + 1
    var cost = problem.weights.flow * task.weight * (end - max(task.release, problem.now))
    if let soft = task.softDeadline {
      cost += problem.weights.tardiness * task.weight * max(0, end - max(soft, problem.now))
    }
    return cost
  }

  /// The slot after a cell.
  func slotAfter(_ cell: Int) -> Int { timeline.slots[cell] + 1 }

  private mutating func tabulate(_ index: Int) {
    guard !isSplittable[index] else {
      startCosts.append([])
      leastCosts.append([])
      return
    }
    let length = problem.tasks[index].estimate
    let count = timeline.count
    var starts = [Int](repeating: .max, count: count)
    var least = [Int](repeating: .max, count: count + 1)
    var run = 0
    for cell in stride(from: count - 1, through: 0, by: -1) {
      let meetsNext =
        cell + 1 < count && timeline.isFree[cell + 1]
        && timeline.days[cell + 1] == timeline.days[cell]
      run = timeline.isFree[cell] ? (meetsNext ? run + 1 : 1) : 0
      guard run >= length else { continue }
      let last = cell + length - 1
      starts[cell] =
        blockCost(index, cell..<last + 1) + endCost(index, lastCell: last)
        + disturbance(index, [cell..<last + 1])
      least[cell] = starts[cell]
    }
    for cell in stride(from: count - 1, through: 0, by: -1) {
      least[cell] = min(least[cell], least[cell + 1])
    }
    startCosts.append(starts)
    leastCosts.append(least)
  }
}
