import FoundationEssentials
import Shared

/// Turns a snapshot into the planner's problem.
struct PlanCaseBuilder {
  private let snapshot: PlanSnapshot
  private let preferences: PlanningPreferences
  private let grid: SlotGrid
  private let now: Int
  private var windows: [Range<Int>]
  private var pinnedLoads: [Int]
  private var pinned: [SnapshotTask] = []
  private var excluded: [(task: SnapshotTask, why: PlanCase.Exclusion)] = []
  private var kept: [(task: SnapshotTask, conflict: PlanCase.Conflict)] = []
  private let staying: Set<UUID>

  /// The case of a snapshot, in which no more tasks have to move than one night may suggest: of more
  /// the least important wait for another night.
  static func calm(_ snapshot: PlanSnapshot) -> PlanCase {
    var staying: Set<UUID> = []
    while true {
      var builder = PlanCaseBuilder(snapshot, staying: staying)
      let plan = builder.build()
      var state = PlanState(PlanModel(plan.problem))
      state.restoreFormer()
      let forced = plan.planned.indices.filter {
        state.placements[$0] == nil && !plan.problem.tasks[$0].former.isEmpty
      }.sorted { (weight(plan.planned[$1]), $0) < (weight(plan.planned[$0]), $1) }
      let most = snapshot.known.preferences.suggestions
      guard forced.count > most else { return plan }
      staying.formUnion(forced.dropFirst(most).map { plan.planned[$0].id })
    }
  }

  /// A builder for that snapshot, in which some tasks stay where they are in any case.
  private init(_ snapshot: PlanSnapshot, staying: Set<UUID>) {
    self.snapshot = snapshot
    self.staying = staying
    preferences = snapshot.known.preferences
    let known = snapshot.known
    let today = known.zone.date(at: known.now)
    grid = SlotGrid(from: today, days: preferences.horizonDays) { known.zone(on: $0) }
    let earliest = known.now.adding(seconds: PlanningLimits.leadSeconds)
    now = max(0, grid.slot(after: earliest))
    windows = FreeTime.windows(
      grid, hours: { [preferences] in preferences.hours(on: $0) },
      busy: snapshot.busy.map(\.range),
      eventBuffer: (preferences.eventBufferMinutes + 14) / 15, now: earliest)
    pinnedLoads = [Int](repeating: 0, count: grid.dates.count)
  }

  /// The problem of the snapshot.
  private mutating func build() -> PlanCase {
    let all = windows
    let corrected = snapshot.tasks.map { task in
      var task = task
      if preferences.learnsEstimates, task.estimateSource == .own {
        task.correction = snapshot.habits.correction(
          project: task.project, tags: task.tags, quantile: preferences.estimateQuantile)
      }
      return task
    }
    var candidates = pin(corrected)
    candidates = exclude(candidates)
    let places = Dictionary(uniqueKeysWithValues: candidates.enumerated().map { ($1.id, $0) })
    let tasks = candidates.map { planningTask($0, places: places) }
    let problem = PlanningProblem(
      horizon: grid.horizon, now: min(now, grid.horizon), dayStarts: grid.dayStarts,
      free: windows, buffer: (preferences.bufferMinutes + 14) / 15, dailyCap: dailyCap,
      energyPenalty: energyPenalties, weights: .product, tasks: tasks)
    var result = PlanCase(
      snapshot: snapshot, grid: grid, problem: problem, planned: candidates, pinned: pinned,
      excluded: excluded, kept: kept, windows: all)
    result.problem.pinnedLoads = pinnedLoads
    result.problem.maximumChanges = preferences.suggestions
    return result
  }

  /// Slots that one day may hold: as the person said, else as usual for the person, else 6 hours.
  private var dailyCap: Int {
    (preferences.dailyCapMinutes ?? snapshot.habits.dailyMinutes ?? 360) / 15
  }

  /// What deep work costs by slot: by learned hours, else outside of focus hours.
  private var energyPenalties: [Int] {
    let learned = preferences.learnsHours ? snapshot.habits.hourPenalties : []
    let focus = preferences.focusHours
    guard !learned.isEmpty || focus.values.contains(where: { !$0.isEmpty }) else {
      return [Int](repeating: 0, count: grid.horizon)
    }
    return (0..<grid.horizon).map { slot in
      let local = grid.zone(of: slot).local(at: grid.instant(of: slot))
      if let windows = focus[local.date.weekday], !windows.isEmpty {
        let minute = local.time.secondOfDay / 60
        return windows.contains { $0.start <= minute && minute < $0.end } ? 0 : 8
      }
      return learned.isEmpty ? 4 : learned[local.time.hour]
    }
  }

  // MARK: What stays

  /// Takes out what stays where it is, and makes its time taken.
  private mutating func pin(_ tasks: [SnapshotTask]) -> [SnapshotTask] {
    let frozenEnd = snapshot.known.now.adding(seconds: preferences.frozenHours * 3_600)
    let rejected = Dictionary(
      snapshot.rejected.map { ($0.task, $0) }, uniquingKeysWith: { first, _ in first })
    var free: [SnapshotTask] = []
    var conflicting: [SnapshotTask] = []
    for task in tasks {
      guard let first = task.blocks.first?.lower else {
        free.append(task)
        continue
      }
      if staying.contains(task.id) {
        take(task)
      } else if let conflict = conflict(of: task, among: tasks), first > snapshot.known.now {
        if isToStay(task, rejected[task.id]) {
          kept.append((task, conflict))
          take(task)
        } else {
          conflicting.append(task)
        }
      } else if first < frozenEnd || rejected[task.id] != nil || isByHand(task) {
        take(task)
      } else {
        free.append(task)
      }
    }
    // What no longer fits is moved first, the most important leading; the rest waits for a night.
    conflicting.sort {
      (Self.weight($1), $0.id.uuidString) < (Self.weight($0), $1.id.uuidString)
    }
    for task in conflicting.dropFirst(preferences.suggestions) { take(task) }
    return free + conflicting.prefix(preferences.suggestions)
  }

  /// Makes a task's blocks taken, with the buffer between blocks.
  private mutating func take(_ task: SnapshotTask) {
    pinned.append(task)
    let buffer = (preferences.bufferMinutes + 14) / 15
    var isFree = [Bool](repeating: false, count: grid.horizon)
    for window in windows { for slot in window { isFree[slot] = true } }
    for block in task.blocks {
      let slots = grid.slots(touching: block)
      guard !slots.isEmpty else { continue }
      for slot in slots { pinnedLoads[grid.day(of: slot)] += 1 }
      let wide = max(0, slots.lowerBound - buffer)..<min(grid.horizon, slots.upperBound + buffer)
      for slot in wide { isFree[slot] = false }
    }
    windows = FreeTime.ranges(isFree)
  }

  /// True where the person has turned down to move the task away from what is in its way.
  private func isToStay(_ task: SnapshotTask, _ rejected: RejectedMove?) -> Bool {
    guard let rejected, let first = task.blocks.first else { return false }
    let slots = grid.slots(touching: first)
    guard !slots.isEmpty else { return false }
    let events = snapshot.busy.filter { busy in
      task.blocks.contains { busy.range.overlaps($0) }
    }
    return rejected.keeps(at: grid.instant(of: slots.lowerBound), beside: events)
  }

  /// What is in the way of a task's planned blocks; nil where nothing is.
  private func conflict(
    of task: SnapshotTask, among tasks: [SnapshotTask]
  ) -> PlanCase.Conflict? {
    for block in task.blocks {
      if let event = snapshot.busy.first(where: { $0.range.overlaps(block) }) {
        return .event(event.title)
      }
      if let hard = task.hardDeadline, let upper = block.upper, upper > hard { return .deadline }
      if let release = task.release, let lower = block.lower, lower < release { return .release }
      let other = tasks.first { other in
        other.id != task.id && Self.weight(other) >= Self.weight(task)
          && (Self.weight(other) > Self.weight(task) || other.id.uuidString < task.id.uuidString)
          && other.blocks.contains { $0.overlaps(block) }
      }
      if let other { return .task(other.title) }
    }
    return nil
  }

  /// True where the blocks are none that this plan could have made: somebody placed them.
  private func isByHand(_ task: SnapshotTask) -> Bool {
    let slots = task.blocks.map { grid.slots(touching: $0) }
    let isAligned = zip(task.blocks, slots).allSatisfy { grid.range(of: $1) == $0 }
    let isFree = slots.allSatisfy { block in
      !block.isEmpty
        && windows.contains {
          $0.lowerBound <= block.lowerBound && block.upperBound <= $0.upperBound
        }
    }
    return !isAligned || !isFree
  }

  // MARK: What is left out

  private mutating func exclude(_ tasks: [SnapshotTask]) -> [SnapshotTask] {
    let pinnedIDs = Set(pinned.map(\.id))
    var left: [SnapshotTask] = []
    for task in tasks {
      if let title = task.foreignBlockers.first {
        excluded.append((task, .waits(title)))
      } else if let release = task.release, grid.slot(after: release) >= grid.horizon {
        excluded.append((task, .later))
      } else {
        left.append(task)
      }
    }
    var isChanged = true
    while isChanged {
      let known = Set(left.map(\.id)).union(pinnedIDs)
      isChanged = false
      for (place, task) in left.enumerated().reversed() {
        guard let missing = task.blockers.first(where: { !known.contains($0) }) else { continue }
        left.remove(at: place)
        excluded.append((task, .waitsForLeftOut(missing)))
        isChanged = true
      }
    }
    return left
  }

  // MARK: Tasks of the problem

  private func planningTask(_ task: SnapshotTask, places: [UUID: Int]) -> PlanningTask {
    let former = task.blocks.map { grid.slots(touching: $0) }.filter { !$0.isEmpty }
    let slots = Self.slots(of: task, beside: former)
    let longest = preferences.maximumBlockMinutes / 15
    let shortest = preferences.minimumBlockMinutes / 15
    let isSplit = slots > longest
    let pieces = (slots + longest - 1) / longest
    var result = PlanningTask(
      estimate: slots, weight: Self.weight(task),
      release: max(now, task.release.map { grid.slot(after: $0) } ?? 0),
      minimumBlock: isSplit ? max(1, min(shortest, slots / pieces)) : slots,
      maximumBlock: isSplit ? longest : slots, depth: task.depth,
      dependencies: task.blockers.compactMap { places[$0] }.sorted(),
      former: former)
    for blocker in pinned where task.blockers.contains(blocker.id) {
      for block in blocker.blocks {
        result.release = max(result.release, grid.slots(touching: block).upperBound)
      }
    }
    result.softDeadline = task.softDeadline.map { grid.slot(at: $0) }
    setHardDeadline(of: &result, task)
    if let move = snapshot.rejected.first(where: { $0.task == task.id }), task.blocks.isEmpty,
      let end = move.end
    {
      result.release = max(result.release, min(grid.slot(after: end), grid.horizon - 1))
    }
    return result
  }

  private func setHardDeadline(of result: inout PlanningTask, _ task: SnapshotTask) {
    if let hard = task.hardDeadline {
      let slot = grid.slot(at: hard)
      // One that has passed cannot be kept any more: from now on every hour counts.
      if slot <= now { result.softDeadline = slot } else { result.hardDeadline = slot }
    }
    for waiting in pinned where waiting.blockers.contains(task.id) {
      guard let start = waiting.blocks.first.map({ grid.slots(touching: $0).lowerBound }) else {
        continue
      }
      result.hardDeadline = min(result.hardDeadline ?? start, start)
    }
  }

  /// Slots of work of a task, its estimate corrected.
  ///
  /// A place that holds the estimate and differs by a slot, or by a fifth, keeps its length: neither
  /// tracked minutes nor what habits say today is worth a move.
  static func slots(of task: SnapshotTask, beside former: [Range<Int>]) -> Int {
    let minutes = Double(task.minutes)
    let slots = max(1, Int((minutes * task.correction / 15).rounded(.up)))
    let held = former.reduce(0) { $0 + $1.count }
    let isHeld = Double(held * 15) >= minutes && abs(held - slots) <= max(1, slots / 5)
    return isHeld ? held : slots
  }

  /// How much a task matters, by its priority.
  static func weight(_ task: SnapshotTask) -> Int {
    switch task.priority {
    case 1: 8
    case 2: 4
    case 3: 2
    default: 1
    }
  }
}

extension PlanningWeights {
  /// The product's own weights: hard deadlines come before everything, then whether a task is
  /// planned at all; a move has to gain days, not hours.
  static let product = PlanningWeights(
    tardiness: 8, flow: 1, energy: 3, fragmentation: 60, move: 60, unplanned: 40,
    unplannedHard: 2_000, disturbance: 1_200)
}
