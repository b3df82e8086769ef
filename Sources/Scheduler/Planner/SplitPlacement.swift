/// Finds the cheapest way to spread one task over several blocks: a dynamic program over cells and
/// work done, exact but for days whose cap two blocks of the task would exceed together; there at
/// most one block of it stands in a day.
struct SplitPlacement {
  private let state: PlanState
  private let index: Int
  private let bounds: (firstCell: Int, endSlot: Int)
  private let task: PlanningTask
  /// For each amount of work the least cost of having done it by a cell, cell by cell.
  private var table: [Int] = []
  /// The block length that ends at a cell in the cheapest way, 0 where the way is the cell before.
  private var choice: [Int32] = []

  /// A search for the task's place between those bounds.
  init(_ state: PlanState, index: Int, bounds: (firstCell: Int, endSlot: Int)) {
    self.state = state
    self.index = index
    self.bounds = bounds
    task = state.model.problem.tasks[index]
  }

  /// The cheapest placement, or nil where the task does not fit.
  mutating func cheapest() -> Placement? {
    guard let free = solve(onePerDay: false) else { return nil }
    return keepsCap(free) ? free : solve(onePerDay: true)
  }

  private func keepsCap(_ placement: Placement) -> Bool {
    var added: [Int: Int] = [:]
    for block in placement.blocks {
      added[state.model.timeline.days[block.lowerBound], default: 0] += block.count
    }
    return added.allSatisfy { state.loads[$0.key] + $0.value <= state.model.problem.dailyCap }
  }

  /// Cells at which a block may stand: free, and no closer to another task than the buffer.
  private func usableCells() -> SlotMask {
    var usable = state.model.timeline.freeMask
    usable.subtract(state.occupied, within: state.model.timeline.buffer)
    return usable
  }

  private mutating func solve(onePerDay: Bool) -> Placement? {
    let timeline = state.model.timeline
    let first = bounds.firstCell
    let end = timeline.firstCells[min(bounds.endSlot, timeline.firstCells.count - 1)]
    guard first < end else { return nil }
    let usable = usableCells()
    let work = task.estimate
    let width = end - first + 1
    let none = Int.max / 2
    table = [Int](repeating: none, count: (work + 1) * width)
    choice = [Int32](repeating: 0, count: (work + 1) * width)
    for column in 0..<width { table[column] = 0 }
    var best = none
    var bestColumn = -1
    var run = 0
    for cell in first..<end {
      let column = cell - first + 1
      let isNewDay = cell == first || timeline.days[cell] != timeline.days[cell - 1]
      run = usable.contains(cell) ? (isNewDay ? 1 : run + 1) : 0
      for amount in 1...work { table[amount * width + column] = table[amount * width + column - 1] }
      relax(cell: cell, column: column, width: width, run: run, onePerDay: onePerDay)
      guard run > 0, choice[work * width + column] > 0 else { continue }
      let closing = state.model.endCost(index, lastCell: cell)
      if closing >= best { break }
      let total = table[work * width + column] + closing
      if total < best {
        best = total
        bestColumn = column
      }
    }
    guard bestColumn >= 0 else { return nil }
    return trace(column: bestColumn, width: width, cost: best, onePerDay: onePerDay)
  }

  /// Offers every block that ends with a cell to every amount of work that it may complete.
  private mutating func relax(cell: Int, column: Int, width: Int, run: Int, onePerDay: Bool) {
    let model = state.model
    let longest = min(run, task.maximumBlock, task.estimate)
    guard longest >= task.minimumBlock else { return }
    let room = model.problem.dailyCap - state.loads[model.timeline.days[cell]]
    for length in task.minimumBlock...longest where length <= room {
      let start = cell - length + 1
      let cost = model.blockCost(index, start..<cell + 1)
      let before = previousColumn(blockStart: start, onePerDay: onePerDay)
      for amount in length...task.estimate {
        let earlier = amount - length
        if earlier > 0 && before < 1 { break }
        if earlier > 0 && earlier < task.minimumBlock { continue }
        let base = earlier == 0 ? 0 : table[earlier * width + before]
        let total = base + cost + (earlier == 0 ? 0 : model.problem.weights.fragmentation)
        if total < table[amount * width + column] {
          table[amount * width + column] = total
          choice[amount * width + column] = Int32(length)
        }
      }
    }
  }

  /// The last column that a block before this one may end in.
  private func previousColumn(blockStart: Int, onePerDay: Bool) -> Int {
    let timeline = state.model.timeline
    let gap = blockStart - max(1, timeline.buffer)
    let limit = onePerDay ? min(gap, timeline.dayFirstCells[blockStart]) : gap
    return limit - bounds.firstCell
  }

  private func trace(column: Int, width: Int, cost: Int, onePerDay: Bool) -> Placement {
    var blocks: [Range<Int>] = []
    var column = column
    var amount = task.estimate
    while amount > 0 {
      while choice[amount * width + column] == 0
        || table[amount * width + column] == table[amount * width + column - 1]
      {
        column -= 1
      }
      let length = Int(choice[amount * width + column])
      let last = bounds.firstCell + column - 1
      blocks.append(last - length + 1..<last + 1)
      column = previousColumn(blockStart: last - length + 1, onePerDay: onePerDay)
      amount -= length
    }
    return Placement(blocks: blocks.reversed(), cost: cost)
  }
}
