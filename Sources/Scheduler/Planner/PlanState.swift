/// A plan while it is searched: who stands where, and what that costs.
///
/// Always valid: a task enters only at a placement that keeps every hard rule, and whoever takes
/// one out takes out first what waits for it.
struct PlanState: Sendable {
  /// The problem, worked out.
  let model: PlanModel
  /// Where each task stands; nil where it is left out.
  private(set) var placements: [Placement?]
  /// The cost of the whole plan.
  private(set) var cost: Int
  /// The task of each cell, or -1.
  private(set) var owners: [Int32]
  /// Slots planned in each day.
  var loads: [Int]
  /// How many tasks stand elsewhere than before, those that had no place included.
  private(set) var changes: Int
  /// The cells in use.
  private(set) var occupied: SlotMask
  /// Room for the mask of one search, kept to spare its allocation.
  var starts: SlotMask
  /// Room for the search of a split placement, kept for the same reason.
  var table = SplitTable()
  /// Room for order moves.
  var section = OrderSection()

  /// The plan in which nothing has a place.
  init(_ model: PlanModel) {
    self.model = model
    placements = [Placement?](repeating: nil, count: model.problem.tasks.count)
    cost = model.omission.reduce(0, +)
    owners = [Int32](repeating: -1, count: model.timeline.count)
    let pinned = model.problem.pinnedLoads
    loads = model.problem.dayStarts.indices.map { $0 < pinned.count ? pinned[$0] : 0 }
    changes = model.problem.tasks.count { !$0.former.isEmpty }
    occupied = SlotMask(cells: model.timeline.count)
    starts = SlotMask(cells: model.timeline.count)
  }

  /// Puts a task that has no place where the placement says.
  mutating func place(_ index: Int, _ placement: Placement) {
    for block in placement.blocks {
      occupied.insert(block)
      loads[model.timeline.days[block.lowerBound]] += block.count
      for cell in block { owners[cell] = Int32(index) }
    }
    cost += placement.cost - model.omission[index]
    changes += change(index, placement)
    placements[index] = placement
  }

  /// Takes a task out; one that has no place stays so.
  mutating func remove(_ index: Int) {
    guard let placement = placements[index] else { return }
    for block in placement.blocks {
      occupied.remove(block)
      loads[model.timeline.days[block.lowerBound]] -= block.count
      for cell in block { owners[cell] = -1 }
    }
    cost += model.omission[index] - placement.cost
    changes -= change(index, placement)
    placements[index] = nil
  }

  /// By how much the number of changes grows when the task, left out now, is placed there.
  private func change(_ index: Int, _ placement: Placement) -> Int {
    if model.problem.tasks[index].former.isEmpty { return 1 }
    return placement.blocks == model.formerCells[index] ? -1 : 0
  }

  /// The former place, where it is free and keeps every rule beside the tasks that have theirs.
  func formerPlacementIfFree(_ index: Int) -> Placement? {
    guard let placement = model.formerPlacement(index),
      let bounds = bounds(of: index, deadline: model.deadlines[index]),
      placement.firstCell >= bounds.firstCell,
      model.slotAfter(placement.lastCell) <= bounds.endSlot, isWhole(index, placement)
    else { return nil }
    var days: [Int: Int] = [:]
    for block in placement.blocks {
      days[model.timeline.days[block.lowerBound], default: 0] += block.count
      let near =
        max(
          0, block.lowerBound - model.timeline.buffer)..<min(
          owners.count, block.upperBound + model.timeline.buffer)
      guard near.allSatisfy({ owners[$0] < 0 || !isWithinBuffer($0, of: block) }) else {
        return nil
      }
    }
    guard days.allSatisfy({ loads[$0.key] + $0.value <= model.problem.dailyCap }) else {
      return nil
    }
    return placement
  }

  /// Puts every task that still can stand where it was there, in turns, since some wait for others.
  mutating func restoreFormer() {
    var isChanged = true
    while isChanged {
      isChanged = false
      for index in placements.indices where placements[index] == nil {
        guard let placement = formerPlacementIfFree(index) else { continue }
        place(index, placement)
        isChanged = true
      }
    }
  }

  private func isWithinBuffer(_ cell: Int, of block: Range<Int>) -> Bool {
    let slots = model.timeline.slots
    let first = slots[block.lowerBound] - model.timeline.buffer
    let last = slots[block.upperBound - 1] + model.timeline.buffer
    return (first...last).contains(slots[cell])
  }

  /// True where the blocks are of allowed lengths and do all of the work.
  private func isWhole(_ index: Int, _ placement: Placement) -> Bool {
    let task = model.problem.tasks[index]
    let gap = max(1, model.timeline.buffer)
    let slots = model.timeline.slots
    for (before, after) in zip(placement.blocks, placement.blocks.dropFirst())
    where slots[after.lowerBound] - slots[before.upperBound - 1] - 1 < gap { return false }
    return placement.blocks.reduce(0) { $0 + $1.count } == task.estimate
      && placement.blocks.allSatisfy { (task.minimumBlock...task.maximumBlock).contains($0.count) }
  }

  /// The cells and slots between which a task may stand, as the placed tasks around it allow; nil
  /// where one that it depends on has no place. The deadline is given: its own or a tighter one.
  func bounds(of index: Int, deadline: Int) -> (firstCell: Int, endSlot: Int)? {
    var first = model.releaseCells[index]
    for dependency in model.problem.tasks[index].dependencies {
      guard let placement = placements[dependency] else { return nil }
      first = max(first, model.timeline.firstCells[model.slotAfter(placement.lastCell)])
    }
    var end = deadline
    for successor in model.successors[index] {
      if let placement = placements[successor] {
        end = min(end, model.timeline.slots[placement.firstCell])
      }
    }
    return (first, end)
  }

  /// The whole plan as slots.
  var schedule: Schedule {
    Schedule(
      blocks: placements.map { placement in
        (placement?.blocks ?? []).map { block in
          let start = model.timeline.slots[block.lowerBound]
          return start..<start + block.count
        }
      })
  }
}
