import Shared

/// Searches a plan by taking a few tasks out and giving them new places, over and over: ruin and
/// recreate (Schrimpf and others 2000; Christiaens and Vanden Berghe 2020), accepted as simulated
/// annealing accepts.
struct PlanSearch {
  /// The plan at hand.
  private(set) var state: PlanState
  /// The best placements met so far.
  private(set) var bestPlacements: [Placement?]
  /// What they cost.
  private(set) var bestCost: Int
  /// The source of every choice.
  var random: SeededRandom
  /// What a round changed, so that it can be taken back: each task with its place before.
  private var journal: [(index: Int, placement: Placement?)] = []
  private var isJournaled: [Bool]
  /// Chances of overlooking a place, of which each round draws one: mostly careful, at times bold.
  private static let blinks = [0, 0.01, 0.01, 0.01, 0.1]
  private let maximumRuin = 8
  /// One round of so many takes tasks out, the others change orders.
  private static let orderShare = 2
  /// Order moves of one round.
  private static let orderMoves = 32
  /// How far order moves reach, of which each draws one.
  private static let reaches = [1, 4, 12, 40]
  private static let moves: [OrderMove] = [.swap, .delay, .advance]

  private var tasks: [PlanningTask] { state.model.problem.tasks }

  /// A search that starts at the best plan of the list rules.
  init(_ model: PlanModel, seed: UInt64) {
    random = SeededRandom(seed: seed)
    state = PlanState(model)
    isJournaled = [Bool](repeating: false, count: model.problem.tasks.count)
    bestPlacements = state.placements
    bestCost = state.cost
    let problem = model.problem
    let isCalm = problem.maximumChanges != nil
    if isCalm {
      state.restoreFormer()
      keepIfBest()
    }
    for rule in ListRule.allCases {
      state = PlanState(model)
      if isCalm { state.restoreFormer() }
      let order = problem.tasks.indices.sorted {
        let left = rule.key(problem.tasks[$0], now: problem.now, horizon: problem.horizon)
        let right = rule.key(problem.tasks[$1], now: problem.now, horizon: problem.horizon)
        return left == right ? $0 < $1 : left < right
      }
      recreate(order, blink: 0)
      forget()
      keepIfBest()
    }
    restoreBest()
  }

  /// True where no further task may be given a place that it did not have.
  private func isFull(for index: Int) -> Bool {
    guard let most = state.model.problem.maximumChanges else { return false }
    return tasks[index].former.isEmpty && state.changes >= most
  }

  /// One round: ruin, recreate, accept or take back.
  mutating func step(temperature: Double) {
    if random.below(Self.orderShare) > 0 { return reorder(temperature: temperature) }
    let before = state.cost
    let changesBefore = state.changes
    var waiting = ruin()
    let absent = tasks.indices.filter { state.placements[$0] == nil && !waiting.contains($0) }
    waiting += absent
    order(&waiting)
    if !absent.isEmpty, random.below(2) == 0 {
      let wished = absent[random.below(absent.count)]
      makeRoom(for: wished, waiting: &waiting)
    }
    recreate(waiting, blink: Self.blinks[random.below(Self.blinks.count)])
    if let most = state.model.problem.maximumChanges, state.changes > max(most, changesBefore) {
      return takeBack()
    }
    let change = Double(state.cost - before)
    if change <= 0 || random.accepts(loss: change, at: temperature) {
      forget()
      keepIfBest()
    } else {
      takeBack()
    }
  }

  /// One round of order moves, mostly of near neighbours.
  private mutating func reorder(temperature: Double) {
    for _ in 0..<Self.orderMoves {
      guard let index = randomPlacedTask() else { return }
      let reach = Self.reaches[random.below(Self.reaches.count)]
      let move = Self.moves[random.below(Self.moves.count)]
      let span = 2 + random.below(reach)
      let isChanged = state.reorder(
        move, from: index, span: span, temperature: temperature, random: &random)
      if isChanged { keepIfBest() }
    }
  }

  /// Goes back to the best plan met so far.
  mutating func restoreBest() {
    var fresh = PlanState(state.model)
    for (index, placement) in bestPlacements.enumerated() {
      if let placement { fresh.place(index, placement) }
    }
    state = fresh
  }

  /// Ends with a plan in which no task by itself could stand better: each that has no place has
  /// none that is valid, each that moved would cost more where it was.
  ///
  /// Reasons rest on it: whatever they say of a single task is then true.
  mutating func settle() {
    var isChanged = true
    while isChanged {
      isChanged = false
      for index in tasks.indices where settle(index) { isChanged = true }
    }
    keepIfBest()
  }

  /// True where the task stands better than before, or at no loss where it stood once.
  private mutating func settle(_ index: Int) -> Bool {
    let before = state.placements[index]
    let most = max(state.model.problem.maximumChanges ?? .max, state.changes)
    guard before != nil || !isFull(for: index) else { return false }
    state.remove(index)
    if let before, before.blocks != state.model.formerCells[index],
      let former = state.formerPlacementIfFree(index), former.cost <= before.cost
    {
      state.place(index, former)
      return true
    }
    let ceiling = before?.cost ?? state.model.omission[index]
    if let better = state.cheapestPlacement(index, blink: 0, random: &random, ceiling: ceiling),
      better.cost < ceiling
    {
      state.place(index, better)
      if state.changes <= most { return true }
      state.remove(index)
    }
    if let before { state.place(index, before) }
    return false
  }

  private mutating func keepIfBest() {
    guard state.cost < bestCost else { return }
    bestCost = state.cost
    bestPlacements = state.placements
  }

  // MARK: Journal

  private mutating func takeOut(_ index: Int) {
    note(index)
    state.remove(index)
  }

  private mutating func note(_ index: Int) {
    guard !isJournaled[index] else { return }
    isJournaled[index] = true
    journal.append((index, state.placements[index]))
  }

  private mutating func forget() {
    for entry in journal { isJournaled[entry.index] = false }
    journal.removeAll(keepingCapacity: true)
  }

  private mutating func takeBack() {
    for entry in journal { state.remove(entry.index) }
    for entry in journal {
      if let placement = entry.placement { state.place(entry.index, placement) }
    }
    forget()
  }

  // MARK: Recreate

  /// Gives each task its cheapest place in turn, those it depends on first; a task that finds none
  /// stays out, and whatever waits for it leaves too.
  private mutating func recreate(_ order: [Int], blink: Double) {
    var waiting = order
    while !waiting.isEmpty {
      var deferred: [Int] = []
      for index in waiting where state.placements[index] == nil {
        let isBlocked = tasks[index].dependencies.contains { waiting.contains($0) }
        if isBlocked, tasks[index].dependencies.contains(where: { state.placements[$0] == nil }) {
          deferred.append(index)
          continue
        }
        note(index)
        if isFull(for: index) {
          evictSuccessors(of: index)
          continue
        }
        let ceiling = state.model.omission[index]
        let placement = state.cheapestPlacement(
          index, blink: blink, random: &random, ceiling: ceiling)
        if let placement {
          state.place(index, placement)
        } else {
          evictSuccessors(of: index)
        }
      }
      if deferred.count == waiting.count { break }
      waiting = deferred
    }
  }

  private mutating func evictSuccessors(of index: Int) {
    for successor in state.model.successors[index] where state.placements[successor] != nil {
      takeOut(successor)
      evictSuccessors(of: successor)
    }
  }

  private mutating func order(_ waiting: inout [Int]) {
    let problem = state.model.problem
    for place in stride(from: waiting.count - 1, to: 0, by: -1) {
      waiting.swapAt(place, random.below(place + 1))
    }
    switch random.below(8) {
    case 0, 1, 2: break
    case 3: waiting.sort { tasks[$0].weight > tasks[$1].weight }
    case 4:
      waiting.sort {
        tasks[$0].weight * tasks[$1].estimate > tasks[$1].weight * tasks[$0].estimate
      }
    case 5:
      waiting.sort {
        (tasks[$0].hardDeadline ?? problem.horizon, tasks[$0].softDeadline ?? problem.horizon)
          < (tasks[$1].hardDeadline ?? problem.horizon, tasks[$1].softDeadline ?? problem.horizon)
      }
    case 6: waiting.sort { tasks[$0].estimate > tasks[$1].estimate }
    default: waiting.sort { state.model.omission[$0] > state.model.omission[$1] }
    }
  }

  // MARK: Ruin

  private mutating func ruin() -> [Int] {
    let count = 1 + random.below(min(maximumRuin, tasks.count))
    guard let seed = randomPlacedTask() else { return [] }
    var removed: [Int] = []
    switch random.below(8) {
    case 0:
      for _ in 0..<count {
        if let index = randomPlacedTask(), !removed.contains(index) { removed.append(index) }
      }
    case 1, 2, 3, 4:
      removed = neighbours(of: state.placements[seed]!.firstCell, count: count)
    default:
      let index = random.below(tasks.count)
      removed = ruinForWish(of: index, count: count)
    }
    for index in removed { takeOut(index) }
    return removed
  }

  private mutating func randomPlacedTask() -> Int? {
    for _ in 0..<16 {
      let index = random.below(tasks.count)
      if state.placements[index] != nil { return index }
    }
    return tasks.indices.first { state.placements[$0] != nil }
  }

  /// Tasks that stand around a cell, the nearest by cells to either side in random turns.
  private mutating func neighbours(of cell: Int, count: Int) -> [Int] {
    var found: [Int] = []
    var left = cell
    var right = cell
    let total = state.owners.count
    while found.count < count, left >= 0 || right < total {
      if right < total, left < 0 || random.below(2) == 0 {
        let owner = Int(state.owners[right])
        if owner >= 0, !found.contains(owner) { found.append(owner) }
        right += 1
      } else {
        let owner = Int(state.owners[left])
        if owner >= 0, !found.contains(owner) { found.append(owner) }
        left -= 1
      }
    }
    return found
  }

  /// A task together with those that stand where it would cost little: it may then move there.
  private mutating func ruinForWish(of index: Int, count: Int) -> [Int] {
    var removed = state.placements[index] == nil ? [] : [index]
    let first = state.model.releaseCells[index]
    let current = state.placements[index]?.firstCell ?? state.model.timeline.count - 1
    guard first < state.model.timeline.count else { return removed }
    let span = max(1, current - first)
    let wish = first + random.below(span)
    for owner in neighbours(of: wish, count: count) where !removed.contains(owner) {
      removed.append(owner)
    }
    return removed
  }

  /// Takes out what stands at some place where an absent task could be, and those it depends on,
  /// and puts the task first in the order.
  private mutating func makeRoom(for index: Int, waiting: inout [Int]) {
    let timeline = state.model.timeline
    let first = state.model.releaseCells[index]
    let end = timeline.firstCells[
      state.model.tightDeadlines[index].clamped(0, state.model.problem.horizon)]
    guard first < end else { return }
    let task = tasks[index]
    let target = first + random.below(end - first)
    let reach = min(task.estimate, task.maximumBlock) + 2 * timeline.buffer
    var evicted: [Int] = []
    for cell in target..<min(target + reach, timeline.count) {
      let owner = Int(state.owners[cell])
      if owner >= 0, !evicted.contains(owner) { evicted.append(owner) }
    }
    for dependency in task.dependencies where state.placements[dependency] != nil {
      if random.below(2) == 0, !evicted.contains(dependency) { evicted.append(dependency) }
    }
    for owner in evicted { takeOut(owner) }
    waiting.removeAll { $0 == index || evicted.contains($0) }
    waiting =
      task.dependencies.filter { state.placements[$0] == nil } + [index]
      + waiting.filter { !task.dependencies.contains($0) }
      + evicted.filter { !task.dependencies.contains($0) }
  }
}

extension Int {
  /// This number, or the nearer end of the range it lies outside of.
  fileprivate func clamped(_ low: Int, _ high: Int) -> Int { Swift.min(Swift.max(self, low), high) }
}
