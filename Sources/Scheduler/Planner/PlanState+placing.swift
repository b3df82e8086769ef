import Shared

extension PlanState {
  /// The cheapest placement of a task that has none, or nil where no valid one exists.
  ///
  /// `blink` is the chance that a possible start is overlooked, which lets a search leave ruts
  /// (Christiaens and Vanden Berghe 2020). `ceiling` cuts off placements that cost as much or more.
  mutating func cheapestPlacement(
    _ index: Int, blink: Double, random: inout SeededRandom, ceiling: Int = .max
  ) -> Placement? {
    let tight = model.tightDeadlines[index]
    if let bounds = bounds(of: index, deadline: tight),
      let placement = cheapest(
        index, bounds: bounds, blink: blink, random: &random, ceiling: ceiling)
    {
      return placement
    }
    // Better on time by itself than left out with all that waits for it.
    guard tight < model.deadlines[index],
      let bounds = bounds(of: index, deadline: model.deadlines[index])
    else { return nil }
    return cheapest(index, bounds: bounds, blink: blink, random: &random, ceiling: ceiling)
  }

  private mutating func cheapest(
    _ index: Int, bounds: (firstCell: Int, endSlot: Int), blink: Double,
    random: inout SeededRandom, ceiling: Int
  ) -> Placement? {
    if model.isSplittable[index] {
      guard model.problem.weights.disturbance > 0, !model.formerCells[index].isEmpty else {
        return cheapestSplit(index, bounds: bounds, ceiling: ceiling)
      }
      var best = cheapestSplit(index, bounds: bounds, ceiling: ceiling)
      if let blocks = best?.blocks { best?.cost += model.disturbance(index, blocks) }
      guard let former = formerPlacementIfFree(index),
        former.cost <= best?.cost ?? ceiling,
        former.firstCell >= bounds.firstCell, model.slotAfter(former.lastCell) <= bounds.endSlot
      else { return best }
      return former
    }
    let length = model.problem.tasks[index].estimate
    guard bounds.endSlot >= length else { return nil }
    let limit = model.timeline.firstCells[max(0, bounds.endSlot - length + 1)]
    guard bounds.firstCell < limit else { return nil }
    findStarts(length: length)
    let threshold = blink > 0 ? UInt64(blink * 0x1p64) : 0
    var best = ceiling
    var bestCell = -1
    let costs = model.startCosts[index]
    let least = model.leastCosts[index]
    var word = bounds.firstCell >> 6
    var bits = starts.words[word] & (.max << UInt64(bounds.firstCell & 63))
    let lastWord = (limit - 1) >> 6
    while true {
      while bits != 0 {
        let cell = word << 6 | bits.trailingZeroBitCount
        bits &= bits - 1
        if cell >= limit || least[cell] >= best { return placement(index, at: bestCell, best) }
        if costs[cell] < best, hasRoom(cell, length), threshold == 0 || random.next() >= threshold {
          best = costs[cell]
          bestCell = cell
        }
      }
      word += 1
      if word > lastWord { return placement(index, at: bestCell, best) }
      bits = starts.words[word]
    }
  }

  private func hasRoom(_ cell: Int, _ length: Int) -> Bool {
    loads[model.timeline.days[cell]] + length <= model.problem.dailyCap
  }

  private func placement(_ index: Int, at cell: Int, _ cost: Int) -> Placement? {
    guard cell >= 0 else { return nil }
    return Placement(blocks: [cell..<cell + model.problem.tasks[index].estimate], cost: cost)
  }

  /// Leaves in `starts` every cell at which a block of that length fits between the others.
  mutating func findStarts(length: Int) {
    let count = occupied.words.count
    for index in 0..<count { starts.words[index] = model.timeline.freeMask.words[index] }
    starts.subtract(occupied, within: model.timeline.buffer)
    var have = 1
    while have < length {
      let step = min(have, length - have)
      starts.intersectShiftedDown(step)
      have += step
    }
    for edge in model.timeline.dayEdges where length > 1 {
      starts.remove(max(0, edge - length + 1)..<edge)
    }
  }
}
