extension PlanState {
  /// The cheapest way to spread one task over several blocks, or nil where it does not fit or
  /// costs no less than the ceiling.
  ///
  /// An exact dynamic program: within each day over cells and the work done that day, which the
  /// day's cap limits, then over days and the work done before them. Its one simplification: where
  /// two days' free time meets around midnight, no block of a split task starts the second day
  /// closer than the buffer.
  mutating func cheapestSplit(
    _ index: Int, bounds: (firstCell: Int, endSlot: Int), ceiling: Int
  ) -> Placement? {
    let timeline = model.timeline
    let first = bounds.firstCell
    let end = timeline.firstCells[min(bounds.endSlot, model.problem.horizon)]
    guard first < end else { return nil }
    findStarts(length: 1)
    let work = model.problem.tasks[index].estimate
    let days = timeline.days[end - 1] - timeline.days[first] + 2
    table.prepare(columns: end - first, days: days, work: work)
    let fragmentation = model.problem.weights.fragmentation
    var best = min(ceiling, SplitTable.none)
    var bestCell = -1
    var bestShare = 0
    var day = 0
    var run = 0
    for cell in first..<end {
      let startsDay = cell == first || timeline.days[cell] != timeline.days[cell - 1]
      if startsDay, cell > first {
        table.close(day: day, column: cell - first - 1)
        day += 1
      }
      table.open(column: cell - first, startsDay: startsDay)
      let isUsable = starts.contains(cell) && !timeline.isNearEve[cell]
      run = isUsable ? (startsDay ? 1 : run + 1) : 0
      guard run > 0 else { continue }
      let closing = model.endCost(index, lastCell: cell) - fragmentation
      if closing >= best { break }
      relax(index, cell: cell, first: first, run: run)
      let column = (cell - first) * table.width
      for share in 1...work where table.lengths[column + share] > 0 {
        let total =
          table.totals[day * table.width + work - share] + table.costs[column + share] + closing
        if total < best {
          best = total
          bestCell = cell
          bestShare = share
        }
      }
    }
    guard bestCell >= 0 else { return nil }
    let blocks = trace(index, cell: bestCell, share: bestShare, first: first)
    return Placement(blocks: blocks, cost: best)
  }

  /// Offers every block that ends with a cell to every amount of the day's work it may complete.
  private mutating func relax(_ index: Int, cell: Int, first: Int, run: Int) {
    let task = model.problem.tasks[index]
    let room = min(
      task.estimate, model.problem.dailyCap - loads[model.timeline.days[cell]])
    let longest = min(run, task.maximumBlock, room)
    guard longest >= task.minimumBlock else { return }
    let base = (cell - first) * table.width
    let dayFirst = max(first, model.timeline.dayFirstCells[cell])
    for length in task.minimumBlock...longest {
      let start = cell - length + 1
      let cost =
        model.blockCost(index, start..<cell + 1) + model.problem.weights.fragmentation
      if cost < table.costs[base + length] {
        table.costs[base + length] = cost
        table.lengths[base + length] = Int32(length)
      }
      let before = start - max(1, model.timeline.buffer) - 1
      guard before >= dayFirst, room >= length + task.minimumBlock else { continue }
      let from = (before - first) * table.width
      for amount in length + task.minimumBlock...room {
        let total = table.costs[from + amount - length] + cost
        if total < table.costs[base + amount] {
          table.costs[base + amount] = total
          table.lengths[base + amount] = Int32(length)
        }
      }
    }
  }

  private func trace(_ index: Int, cell: Int, share: Int, first: Int) -> [Range<Int>] {
    let days = model.timeline.days
    var blocks: [Range<Int>] = []
    var rest = model.problem.tasks[index].estimate
    var share = share
    var cell = cell
    while true {
      rest -= share
      let dayFirst = max(first, model.timeline.dayFirstCells[cell])
      while share > 0 {
        while table.lengths[(cell - first) * table.width + share] == 0 { cell -= 1 }
        let length = Int(table.lengths[(cell - first) * table.width + share])
        blocks.append(cell - length + 1..<cell + 1)
        share -= length
        cell -= length + max(1, model.timeline.buffer)
      }
      guard rest > 0 else { return blocks.reversed() }
      let day = dayOrdinal(of: dayFirst, first: first, days: days)
      share = Int(table.shares[day * table.width + rest])
      cell = dayFirst - 1
    }
  }

  /// The number of days with cells between the search's first cell and this one.
  private func dayOrdinal(of cell: Int, first: Int, days: [Int]) -> Int {
    var ordinal = 0
    var probe = first
    while probe < cell {
      probe += 1
      if days[probe] != days[probe - 1] { ordinal += 1 }
    }
    return ordinal
  }
}
