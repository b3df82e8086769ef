import FoundationEssentials
import Shared

/// Why a plan is as it is: each move, each task without a place, each deadline that is missed; found
/// by putting the task back and looking at what breaks or what it costs.
struct PlanReasons: Sendable {
  /// The plan.
  let night: NightPlan
  private let words: PlanWords

  private var plan: PlanCase { night.plan }
  private var problem: PlanningProblem { night.plan.problem }

  /// The reasons of a plan.
  init(_ night: NightPlan) {
    self.night = night
    words = PlanWords(grid: night.plan.grid)
  }

  /// Why a task stands elsewhere than before, or has a place now.
  func move(_ index: Int) -> ProposalReason {
    let former = night.former(index)
    let blocks = night.blocks(index)
    guard !former.isEmpty else { return placed(index, blocks) }
    guard !blocks.isEmpty else { return unplanned(index) }
    let back = PutBack(index, at: former, in: night.result.schedule, of: plan)
    if let obstacle = back.obstacle { return broken(index, former, obstacle) }
    return cheaper(index, back.cost)
  }

  // MARK: Moves

  private func placed(_ index: Int, _ blocks: [Range<Int>]) -> ProposalReason {
    let task = problem.tasks[index]
    let end = blocks[blocks.count - 1].upperBound
    var terms: JSONObject = [
      "start": time(blocks[0].lowerBound), "end": time(end),
      "minutes": minutes(task.estimate),
      "estimate_from": .string(plan.planned[index].estimateSource.rawValue),
    ]
    let deadline = task.hardDeadline ?? task.softDeadline
    var text = "It had no time yet; \(words.time(blocks[0].lowerBound)) is the best that is free"
    if let deadline, deadline >= end {
      terms["slack_minutes"] = minutes(deadline - end)
      // What is due beyond the weeks that are looked at hurries nobody.
      if deadline <= problem.horizon {
        text += ", \(words.delay(deadline - end)) before its deadline"
      }
    } else if let deadline {
      terms["late_minutes"] = minutes(end - max(deadline, problem.now))
      text += deadline <= problem.now ? ", and it is overdue" : ", though after its deadline"
    }
    if plan.planned[index].correction > 1.05 {
      text += "; tasks like it take longer than estimated, so it has \(words.length(task.estimate))"
      terms["correction"] = .double(plan.planned[index].correction)
    }
    return ProposalReason("planned", text + ".", terms: terms)
  }

  private func broken(
    _ index: Int, _ former: [Range<Int>], _ obstacle: PutBack.Obstacle
  ) -> ProposalReason {
    var terms: JSONObject = [
      "rule": .string(obstacle.rule.rawValue), "former_start": time(former[0].lowerBound),
    ]
    let at = words.time(former[0].lowerBound)
    let text: String
    switch obstacle {
    case .calendar(let slots):
      terms["minutes"] = minutes(slots)
      if let event = event(over: former) {
        terms["event"] = event.title.map { .string($0) }
        text = "“\(event.title ?? "an event")” takes its time at \(at)."
      } else {
        text = "\(at) is no longer free."
      }
    case .taken(let other):
      terms["task_id"] = id(other)
      text = "“\(plan.planned[other].title)” needs the time at \(at)\(urgency(of: other))."
    case .order(let blocker, let slots):
      terms["task_id"] = id(blocker)
      terms["minutes"] = minutes(slots)
      let end = night.blocks(blocker).last.map { words.end($0.upperBound) } ?? "later"
      text = "It waits for “\(plan.planned[blocker].title)”, which ends \(end)."
    case .follower(let other, let slots):
      terms["task_id"] = id(other)
      terms["minutes"] = minutes(slots)
      text = "“\(plan.planned[other].title)” waits for it and has to begin earlier."
    case .deadline(let slots):
      terms["minutes"] = minutes(slots)
      text = "At \(at) it would end \(words.delay(slots)) after its hard deadline."
    case .release(let slots):
      terms["minutes"] = minutes(slots)
      text = "At \(at) it could not begin yet."
    case .cap(let day, let slots):
      terms["minutes"] = minutes(slots)
      text = "\(words.day(plan.grid.dates[day])) would hold \(words.length(slots)) too much."
    }
    return ProposalReason("moved_by_rule", text, terms: terms)
  }

  private func cheaper(_ index: Int, _ back: ScheduleCost) -> ProposalReason {
    let now = ScheduleCost(task: index, blocks: night.blocks(index), in: problem)
    let gains: [(String, Int, String)] = [
      ("tardiness", back.tardiness - now.tardiness, "it ends less late"),
      ("flow", back.flow - now.flow, "it is done sooner"),
      ("energy", back.energy - now.energy, "the hours suit deep work better"),
      ("fragmentation", back.fragmentation - now.fragmentation, "it is in fewer pieces"),
    ]
    var terms: JSONObject = ["gain": .int(Int64(back.total - now.total))]
    for (name, gain, _) in gains where gain != 0 { terms[name] = .int(Int64(gain)) }
    if back.move != now.move { terms["move"] = .int(Int64(back.move - now.move)) }
    let best = gains.max { $0.1 < $1.1 }
    guard back.total > now.total, let best, best.1 > 0 else {
      // By itself it would stay; it makes room for one that gains more.
      return makesRoom(index, terms)
    }
    let start = night.blocks(index)[0].lowerBound
    return ProposalReason(
      "moved_to_gain", "At \(words.time(start)) \(best.2).", terms: terms)
  }

  private func makesRoom(_ index: Int, _ terms: JSONObject) -> ProposalReason {
    let group = night.groups.first { $0.contains(index) } ?? []
    guard let other = group.first(where: { $0 != index }) else {
      return ProposalReason("moved_to_gain", "The plan as a whole is better so.", terms: terms)
    }
    var terms = terms
    terms["task_id"] = id(other)
    return ProposalReason(
      "moved_for", "It moves together with “\(plan.planned[other].title)”.", terms: terms)
  }

  private func urgency(of index: Int) -> String {
    let task = problem.tasks[index]
    if let hard = task.hardDeadline, hard < problem.horizon {
      return ", which must be done by \(words.end(hard))"
    }
    if let soft = task.softDeadline {
      return soft <= problem.now ? ", which is overdue" : ", which is due \(words.end(soft))"
    }
    return ""
  }

  // MARK: Without a place

  /// Why a task of the problem has no place.
  func unplanned(_ index: Int) -> ProposalReason {
    let task = problem.tasks[index]
    var terms: JSONObject = ["task_id": id(index), "minutes": minutes(task.estimate)]
    let title = plan.planned[index].title
    if let blocker = task.dependencies.first(where: { night.blocks($0).isEmpty }) {
      terms["blocker_id"] = id(blocker)
      return ProposalReason(
        "unplanned_order",
        "“\(title)” waits for “\(plan.planned[blocker].title)”, which has no time either.",
        terms: terms)
    }
    if task.former.isEmpty, let most = problem.maximumChanges, isRoom(for: index) {
      terms["suggestions"] = .int(Int64(most))
      return ProposalReason(
        "unplanned_calm", "“\(title)” fits, but a night makes at most \(most) suggestions.",
        terms: terms)
    }
    let end = min(task.hardDeadline ?? problem.horizon, problem.horizon)
    let start = max(task.release, problem.now)
    let left = freeSlots(from: start, to: end)
    terms["free_minutes"] = minutes(left)
    terms["until"] = time(end)
    let until = task.hardDeadline == nil ? "in the weeks ahead" : "before \(words.end(end))"
    return ProposalReason(
      "unplanned_room",
      "“\(title)” needs \(words.length(task.estimate)) \(until), where "
        + "\(words.length(left)) are left\(left >= task.estimate ? ", not in one piece" : "").",
      terms: terms)
  }

  /// True where the task has a valid place beside all others.
  private func isRoom(for index: Int) -> Bool {
    var single = problem
    single.maximumChanges = nil
    var state = PlanState(PlanModel(single))
    for (other, blocks) in night.result.schedule.blocks.enumerated() where !blocks.isEmpty {
      let cells = state.model.timeline.cells(of: blocks)
      if !cells.isEmpty { state.place(other, Placement(blocks: cells, cost: 0)) }
    }
    var random = SeededRandom(seed: 1)
    return state.cheapestPlacement(index, blink: 0, random: &random) != nil
  }

  /// Free slots that no task has, from one slot to another.
  private func freeSlots(from start: Int, to end: Int) -> Int {
    guard start < end else { return 0 }
    var isFree = [Bool](repeating: false, count: problem.horizon)
    for window in problem.free { for slot in window { isFree[slot] = true } }
    for block in night.result.schedule.blocks.joined() {
      for slot in block { isFree[slot] = false }
    }
    return isFree[start..<end].count(where: \.self)
  }

  // MARK: Words

  private func event(over blocks: [Range<Int>]) -> BusyTime? {
    plan.snapshot.busy.first { event in
      night.times(blocks).contains { $0.overlaps(event.range) }
    }
  }

  private func id(_ index: Int) -> JSONValue {
    .string(plan.planned[index].id.uuidString.lowercased())
  }

  private func time(_ slot: Int) -> JSONValue {
    .string(plan.grid.instant(of: slot).description)
  }

  private func minutes(_ slots: Int) -> JSONValue {
    .int(Int64(slots * SlotGrid.slotSeconds / 60))
  }
}
