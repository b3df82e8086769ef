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
  private(set) var loads: [Int]
  /// The cells in use.
  private(set) var occupied: SlotMask
  /// Room for the mask of one search, kept to spare its allocation.
  var starts: SlotMask
  /// Room for the search of a split placement, kept for the same reason.
  var table = SplitTable()

  /// The plan in which nothing has a place.
  init(_ model: PlanModel) {
    self.model = model
    placements = [Placement?](repeating: nil, count: model.problem.tasks.count)
    cost = model.omission.reduce(0, +)
    owners = [Int32](repeating: -1, count: model.timeline.count)
    loads = [Int](repeating: 0, count: model.problem.dayStarts.count)
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
    placements[index] = nil
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
