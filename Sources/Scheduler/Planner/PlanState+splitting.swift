extension PlanState {
  /// The cheapest way to spread one task over several blocks, or nil where it does not fit.
  ///
  /// A dynamic program over cells and work done, exact but for days whose cap two blocks of the
  /// task would exceed together; then at most one block of it stands in a day.
  mutating func cheapestSplit(
    _ index: Int, bounds: (firstCell: Int, endSlot: Int), ceiling: Int
  ) -> Placement? {
    findStarts(length: 1)
    guard let placement = split(index, bounds: bounds, ceiling: ceiling, onePerDay: false) else {
      return nil
    }
    if keepsCap(placement) { return placement }
    return split(index, bounds: bounds, ceiling: ceiling, onePerDay: true)
  }

  private func keepsCap(_ placement: Placement) -> Bool {
    placement.blocks.allSatisfy { block in
      let day = model.timeline.days[block.lowerBound]
      let added = placement.blocks.reduce(0) { sum, other in
        model.timeline.days[other.lowerBound] == day ? sum + other.count : sum
      }
      return loads[day] + added <= model.problem.dailyCap
    }
  }

  private mutating func split(
    _ index: Int, bounds: (firstCell: Int, endSlot: Int), ceiling: Int, onePerDay: Bool
  ) -> Placement? {
    let first = bounds.firstCell
    let end = model.timeline.firstCells[min(bounds.endSlot, model.problem.horizon)]
    guard first < end else { return nil }
    let work = model.problem.tasks[index].estimate
    table.prepare(columns: end - first + 1, work: work)
    var best = ceiling
    var bestColumn = -1
    var run = 0
    for cell in first..<end {
      let column = cell - first + 1
      let isNewDay = cell == first || model.timeline.days[cell] != model.timeline.days[cell - 1]
      run = starts.contains(cell) ? (isNewDay ? 1 : run + 1) : 0
      table.open(column: column)
      guard run > 0 else { continue }
      let closing = model.endCost(index, lastCell: cell)
      if closing >= best { break }
      relax(index, cell: cell, first: first, run: run, onePerDay: onePerDay)
      let entry = column * table.width + work
      if table.lengths[entry] > 0, table.costs[entry] + closing < best {
        best = table.costs[entry] + closing
        bestColumn = column
      }
    }
    guard bestColumn >= 0 else { return nil }
    let blocks = trace(index, column: bestColumn, first: first, onePerDay: onePerDay)
    return Placement(blocks: blocks, cost: best)
  }

  /// Offers every block that ends with a cell to every amount of work that it may complete.
  private mutating func relax(_ index: Int, cell: Int, first: Int, run: Int, onePerDay: Bool) {
    let task = model.problem.tasks[index]
    let room = model.problem.dailyCap - loads[model.timeline.days[cell]]
    let longest = min(run, task.maximumBlock, task.estimate, room)
    guard longest >= task.minimumBlock else { return }
    let base = (cell - first + 1) * table.width
    for length in task.minimumBlock...longest {
      let start = cell - length + 1
      let cost = model.blockCost(index, start..<cell + 1)
      if cost < table.costs[base + length] {
        table.costs[base + length] = cost
        table.lengths[base + length] = Int32(length)
      }
      let before = columnBefore(start, first: first, onePerDay: onePerDay)
      guard before > 0, task.estimate >= length + task.minimumBlock else { continue }
      let added = cost + model.problem.weights.fragmentation
      let from = before * table.width
      for amount in length + task.minimumBlock...task.estimate {
        let total = table.costs[from + amount - length] + added
        if total < table.costs[base + amount] {
          table.costs[base + amount] = total
          table.lengths[base + amount] = Int32(length)
        }
      }
    }
  }

  /// The last column in which a block before one that starts at a cell may end.
  private func columnBefore(_ start: Int, first: Int, onePerDay: Bool) -> Int {
    let gap = start - max(1, model.timeline.buffer)
    return (onePerDay ? min(gap, model.timeline.dayFirstCells[start]) : gap) - first
  }

  private func trace(_ index: Int, column: Int, first: Int, onePerDay: Bool) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var column = column
    var amount = model.problem.tasks[index].estimate
    while amount > 0 {
      while table.lengths[column * table.width + amount] == 0 { column -= 1 }
      let length = Int(table.lengths[column * table.width + amount])
      let end = first + column
      blocks.append(end - length..<end)
      column = columnBefore(end - length, first: first, onePerDay: onePerDay)
      amount -= length
    }
    return blocks.reversed()
  }
}
