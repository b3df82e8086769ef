import Shared

extension PlanState {
  /// Lets up to `span` unsplit tasks that stand one after the other change their order, each as
  /// early as the one before allows or where it stood if that is cheaper; true where the plan did
  /// change.
  ///
  /// Taking out and putting back cannot exchange tasks of unlike lengths in a packed stretch; this
  /// can. Accepted as simulated annealing accepts (Matsuo and others 1989).
  mutating func reorder(
    _ move: OrderMove, from index: Int, span: Int, temperature: Double,
    random: inout SeededRandom
  ) -> Bool {
    guard let (lower, limit) = gather(from: index, span: span) else { return false }
    for task in section.tasks {
      guard let placement = placements[task] else { continue }
      let day = model.timeline.days[placement.firstCell]
      loads[day] -= model.problem.tasks[task].estimate
    }
    let delta = decode(move, lower: lower, limit: limit)
    for (place, task) in section.moved.enumerated() {
      let day = model.timeline.days[section.movedStarts[place]]
      loads[day] -= model.problem.tasks[task].estimate
    }
    for (place, task) in section.tasks.enumerated() {
      loads[model.timeline.days[section.starts[place]]] += model.problem.tasks[task].estimate
    }
    guard let delta, isAllowed(),
      delta <= 0 || random.accepts(loss: Double(delta), at: temperature)
    else { return false }
    return apply()
  }

  /// Collects the tasks that follow one another, and the cells that are theirs to share.
  private mutating func gather(from index: Int, span: Int) -> (lower: Int, limit: Int)? {
    section.clear()
    guard let first = placements[index], first.blocks.count == 1 else { return nil }
    let buffer = model.timeline.buffer
    var next = index
    var limit = model.timeline.count
    while true {
      guard let placement = placements[next], placement.blocks.count == 1,
        !model.isSplittable[next], section.tasks.count < span
      else {
        limit = section.tasks.isEmpty ? limit : occupied.first(from: limit) ?? limit
        limit -= buffer
        break
      }
      section.tasks.append(next)
      section.starts.append(placement.firstCell)
      limit = placement.lastCell + 1
      guard let cell = occupied.first(from: limit) else {
        limit = model.timeline.count
        break
      }
      next = Int(owners[cell])
    }
    guard section.tasks.count > 1 else { return nil }
    let lower = occupied.last(before: first.firstCell).map { $0 + 1 + buffer } ?? 0
    return (lower, limit)
  }

  /// Finds the new places in `section`; the difference of cost, nil where one has none.
  private mutating func decode(_ move: OrderMove, lower: Int, limit: Int) -> Int? {
    var cell = lower
    var delta = 0
    let count = section.tasks.count
    for place in 0..<count {
      let source = move.source(of: place, count: count)
      let index = section.tasks[source]
      let length = model.problem.tasks[index].estimate
      guard let earliest = earliestCell(index, from: cell) else { return nil }
      let costs = model.startCosts[index]
      var start = earliest
      while start + length <= limit,
        costs[start] == .max
          || loads[model.timeline.days[start]] + length > model.problem.dailyCap
      { start += 1 }
      guard start + length <= limit else { return nil }
      let old = section.starts[source]
      if old > start, costs[old] < costs[start], old + length <= limit,
        loads[model.timeline.days[old]] + length <= model.problem.dailyCap
      {
        start = old
      }
      guard model.slotAfter(start + length - 1) <= latestEnd(index) else { return nil }
      delta += costs[start] - costs[old]
      loads[model.timeline.days[start]] += length
      section.moved.append(index)
      section.movedStarts.append(start)
      cell = start + length + model.timeline.buffer
    }
    return delta
  }

  /// The first cell at which a task may start, no earlier than one; nil where a task of the section
  /// that it waits for would come after it.
  private func earliestCell(_ index: Int, from cell: Int) -> Int? {
    var earliest = max(cell, model.releaseCells[index])
    for dependency in model.problem.tasks[index].dependencies {
      if section.tasks.contains(dependency) {
        guard section.moved.contains(dependency) else { return nil }
      } else if let placement = placements[dependency] {
        let end = model.timeline.firstCells[model.slotAfter(placement.lastCell)]
        earliest = max(earliest, end)
      }
    }
    return earliest
  }

  /// The slot by which a task must have ended: its deadline, and what waits for it elsewhere.
  private func latestEnd(_ index: Int) -> Int {
    var end = model.deadlines[index]
    for successor in model.successors[index] where !section.tasks.contains(successor) {
      if let placement = placements[successor] {
        end = min(end, model.timeline.slots[placement.firstCell])
      }
    }
    return end
  }

  /// True where the new order changes no more tasks than the person wants.
  private func isAllowed() -> Bool {
    guard let most = model.problem.maximumChanges else { return true }
    var after = changes
    for (place, index) in section.tasks.enumerated() {
      if model.isFormer(index, start: section.starts[place]) { after += 1 }
    }
    for (place, index) in section.moved.enumerated() {
      if model.isFormer(index, start: section.movedStarts[place]) { after -= 1 }
    }
    return after <= max(most, changes)
  }

  /// Puts the tasks of the section where they are to stand; false where all stand there already.
  private mutating func apply() -> Bool {
    var isChanged = false
    for (place, index) in section.moved.enumerated()
    where placements[index]?.firstCell != section.movedStarts[place] {
      remove(index)
      isChanged = true
    }
    guard isChanged else { return false }
    for (place, index) in section.moved.enumerated() where placements[index] == nil {
      let start = section.movedStarts[place]
      let length = model.problem.tasks[index].estimate
      self.place(
        index,
        Placement(blocks: [start..<start + length], cost: model.startCosts[index][start]))
    }
    return true
  }
}
