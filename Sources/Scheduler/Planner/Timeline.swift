/// The free slots of a problem, packed: cells that stand for free slots, and short walls between
/// windows, so that a month of free time fits into a few machine words.
///
/// A gap between two windows becomes as many wall cells as a buffer can notice, at least one; where
/// two windows meet at a midnight there is no wall, and ``dayEdges`` names the cell instead.
struct Timeline: Sendable {
  /// The slot of each cell; a wall has the slot of its gap that it stands for.
  private(set) var slots: [Int] = []
  /// True for a cell that is a free slot, false for a wall.
  private(set) var isFree: [Bool] = []
  /// The local day of each cell.
  private(set) var days: [Int] = []
  /// Cells that begin a day directly after a free slot of the day before.
  private(set) var dayEdges: [Int] = []
  /// The first cell of each cell's day.
  private(set) var dayFirstCells: [Int] = []
  /// True for a cell so close to a free cell of the day before that one task's blocks may not
  /// stand in both.
  private(set) var isNearEve: [Bool] = []
  /// The free cells as bits.
  private(set) var freeMask = SlotMask(cells: 0)
  /// The first free cell at or after each slot, up to and with the horizon.
  private(set) var firstCells: [Int] = []
  /// Empty cells that two blocks keep between each other.
  let buffer: Int

  /// How many cells there are.
  var count: Int { slots.count }

  /// Packs the free windows of a problem, without what is past.
  init(_ problem: PlanningProblem) {
    buffer = problem.buffer
    var day = 0
    var previous = -1
    for window in problem.free {
      for slot in max(window.lowerBound, problem.now)..<max(window.upperBound, problem.now) {
        while day + 2 < problem.dayStarts.count, problem.dayStarts[day + 1] <= slot { day += 1 }
        appendWalls(between: previous, and: slot, day: day)
        if previous == slot - 1, let last = days.last, last != day { dayEdges.append(count) }
        append(slot: slot, day: day, free: true)
        previous = slot
      }
    }
    index(horizon: problem.horizon)
  }

  /// The cells of slots that are all free, block by block; empty where one is not.
  func cells(of blocks: [Range<Int>]) -> [Range<Int>] {
    var cells: [Range<Int>] = []
    for block in blocks {
      guard block.lowerBound >= 0, block.upperBound < firstCells.count, !block.isEmpty else {
        return []
      }
      let first = firstCells[block.lowerBound]
      let last = first + block.count - 1
      guard last < count, slots[first] == block.lowerBound, slots[last] == block.upperBound - 1,
        isFree[first...last].allSatisfy(\.self), days[first] == days[last]
      else { return [] }
      cells.append(first..<last + 1)
    }
    return cells
  }

  private mutating func appendWalls(between previous: Int, and slot: Int, day: Int) {
    guard previous >= 0, previous < slot - 1 else { return }
    for step in 1...min(slot - previous - 1, max(1, buffer)) {
      append(slot: previous + step, day: days[days.count - 1], free: false)
    }
  }

  private mutating func append(slot: Int, day: Int, free: Bool) {
    let isFirst = days.last != day
    dayFirstCells.append(isFirst ? count : dayFirstCells[count - 1])
    slots.append(slot)
    days.append(day)
    isFree.append(free)
  }

  private mutating func index(horizon: Int) {
    var eve = Int.min / 2
    isNearEve = slots.indices.map { cell in
      if dayFirstCells[cell] == cell {
        eve = (0..<cell).last { isFree[$0] } ?? eve
      }
      return cell - eve <= max(1, buffer)
    }
    freeMask = SlotMask(cells: count)
    firstCells = [Int](repeating: count, count: horizon + 1)
    for cell in stride(from: count - 1, through: 0, by: -1) where isFree[cell] {
      freeMask.insert(cell..<cell + 1)
      firstCells[slots[cell]] = cell
    }
    for slot in stride(from: horizon - 1, through: 0, by: -1) {
      firstCells[slot] = min(firstCells[slot], firstCells[slot + 1])
    }
  }
}
