import FoundationEssentials
import Shared

@testable import Scheduler

/// Checks what a proposal says against the plan itself: puts every task back and looks.
struct ReasonCheck {
  private let night: NightPlan
  private let problem: PlanningProblem
  /// What does not hold, in words; empty where every reason is true.
  private(set) var faults: [String] = []
  /// The codes of all reasons that were checked.
  private(set) var codes: [String: Int] = [:]

  /// Checks all reasons of a night's proposal.
  init(_ night: NightPlan, _ proposal: Proposal?) {
    self.night = night
    problem = night.plan.problem
    let places = Dictionary(
      uniqueKeysWithValues: night.plan.planned.enumerated().map { ($1.id, $0) })
    var explained: Set<Int> = []
    for item in proposal?.groups.flatMap(\.items) ?? [] {
      guard let index = item.task.flatMap({ places[$0] }), let reason = item.reasons.first else {
        faults.append("an item without task or reason")
        continue
      }
      explained.insert(index)
      check(index, reason)
    }
    var late: Set<Int> = []
    checkRot(proposal?.reasons ?? [])
    for reason in proposal?.reasons ?? [] where reason.code != "rot" {
      let task = reason.terms["task_id"]?.stringValue.flatMap { UUID(uuidString: $0) }
      guard let index = task.flatMap({ places[$0] }) else {
        if reason.code == "overload" { checkProof(reason) }
        continue
      }
      if reason.code == "late" { late.insert(index) } else { explained.insert(index) }
      check(index, reason)
    }
    if changes > problem.maximumChanges ?? 0 { faults.append("\(changes) changes are too many") }
    for index in problem.tasks.indices {
      let blocks = night.blocks(index)
      if blocks != night.former(index) || blocks.isEmpty, !explained.contains(index) {
        faults.append("\(index) is not explained")
      }
      if let soft = problem.tasks[index].softDeadline, soft > problem.now,
        let end = blocks.last?.upperBound, end - soft > 96, !late.contains(index)
      {
        faults.append("\(index) is late without a word")
      }
    }
  }

  private mutating func demand(_ isTrue: Bool, _ index: Int, _ reason: ProposalReason) {
    guard !isTrue else { return }
    faults.append("\(index) \(reason.code) \(reason.text) \(JSONValue.object(reason.terms))")
  }

  private mutating func check(_ index: Int, _ reason: ProposalReason) {
    codes[reason.code, default: 0] += 1
    demand(reason.text.hasSuffix("."), index, reason)
    switch reason.code {
    case "moved_by_rule": checkRule(index, reason)
    case "moved_to_gain": checkGain(index, reason)
    case "planned": checkPlace(index, reason)
    case "late": checkLate(index, reason)
    case "waits": break
    default: checkAbsence(index, reason)
    }
  }

  private func schedule(with blocks: [Range<Int>], of index: Int) -> Schedule {
    var schedule = night.result.schedule
    schedule.blocks[index] = blocks
    return schedule
  }

  private func alone(_ index: Int, until end: Int? = nil) -> LoneSearch {
    LoneSearch(
      index, in: night.result.schedule, of: problem,
      deadline: [problem.tasks[index].hardDeadline, end].compactMap(\.self).min())
  }

  private func slots(_ term: String, _ reason: ProposalReason) -> Int? {
    reason.terms[term]?.intValue.map { Int($0) / 15 }
  }

  // MARK: Moves

  private mutating func checkRule(_ index: Int, _ reason: ProposalReason) {
    let back = schedule(with: night.former(index), of: index)
    let broken = PlanValidity.violations(of: back, in: problem)
    let words: [String: [String]] = [
      "calendar": ["is not free"], "taken": ["'s", "no buffer"], "order": ["before", "waits"],
      "deadline": ["hard deadline"], "release": ["too early"], "cap": ["holds"],
      "shape": ["not whole", "block of", "touch", "midnight"],
    ]
    let expected = words[reason.terms["rule"]?.stringValue ?? ""] ?? []
    demand(broken.contains { fault in expected.contains { fault.contains($0) } }, index, reason)
    let former = night.former(index)
    let task = problem.tasks[index]
    switch reason.terms["rule"]?.stringValue {
    case "calendar":
      let taken = former.joined().count { slot in !problem.free.contains { $0.contains(slot) } }
      demand(slots("minutes", reason) == taken, index, reason)
    case "deadline":
      let over = (former.last?.upperBound ?? 0) - (task.hardDeadline ?? 0)
      demand(slots("minutes", reason) == over, index, reason)
    case "release":
      let early = max(task.release, problem.now) - (former.first?.lowerBound ?? 0)
      demand(slots("minutes", reason) == early, index, reason)
    default: break
    }
  }

  private mutating func checkGain(_ index: Int, _ reason: ProposalReason) {
    let former = night.former(index)
    let back = schedule(with: former, of: index)
    demand(PlanValidity.violations(of: back, in: problem).isEmpty, index, reason)
    let before = terms(index, former)
    let after = terms(index, night.blocks(index))
    for (name, value) in before {
      let said = reason.terms[name]?.intValue ?? 0
      demand(said == value - (after[name] ?? 0), index, reason)
    }
    let gain = before.values.reduce(0, +) - after.values.reduce(0, +)
    demand(gain > 0 && reason.terms["gain"]?.intValue == gain, index, reason)
  }

  /// The cost of a place by term, worked out from the formula as it is written down.
  private func terms(_ index: Int, _ blocks: [Range<Int>]) -> [String: Int64] {
    let task = problem.tasks[index]
    let weights = problem.weights
    let end = blocks.last?.upperBound ?? problem.horizon
    var terms: [String: Int] = [:]
    terms["flow"] = weights.flow * task.weight * (end - max(task.release, problem.now))
    if let soft = task.softDeadline, end > max(soft, problem.now) {
      terms["tardiness"] = weights.tardiness * task.weight * (end - max(soft, problem.now))
    }
    var outside = 0
    for block in blocks {
      for slot in block {
        terms["energy", default: 0] += weights.energy * task.depth * problem.energyPenalty[slot]
        if !task.former.contains(where: { $0.contains(slot) }) { outside += 1 }
      }
    }
    terms["fragmentation"] = weights.fragmentation * (blocks.count - 1)
    if !task.former.isEmpty {
      terms["move"] = weights.move * outside + (blocks == task.former ? 0 : weights.disturbance)
    }
    return terms.mapValues(Int64.init)
  }

  private func cost(_ index: Int, _ blocks: [Range<Int>]) -> Int64 {
    terms(index, blocks).values.reduce(0, +)
  }

  private mutating func checkPlace(_ index: Int, _ reason: ProposalReason) {
    demand(night.former(index).isEmpty, index, reason)
    let search = alone(index)
    guard !search.isSplit else { return }
    let here = cost(index, night.blocks(index))
    demand(search.places().allSatisfy { cost(index, [$0]) >= here }, index, reason)
  }

  // MARK: Without a place, late

  private var changes: Int {
    problem.tasks.indices.count { night.former($0) != night.blocks($0) }
  }

  private mutating func checkAbsence(_ index: Int, _ reason: ProposalReason) {
    demand(night.blocks(index).isEmpty, index, reason)
    let search = alone(index)
    switch reason.code {
    case "unplanned_order":
      demand(
        problem.tasks[index].dependencies.contains { night.blocks($0).isEmpty }, index, reason)
    case "unplanned_calm":
      demand(changes == problem.maximumChanges && search.exists(), index, reason)
    case "unplanned_cap":
      demand(!search.exists() && isPossibleWithoutCap(index, until: nil), index, reason)
    case "unplanned_room":
      demand(!search.exists(), index, reason)
      demand(slots("free_minutes", reason) == search.openSlots, index, reason)
      checkLateness(index, reason)
    default: demand(false, index, reason)
    }
  }

  /// How late the first place after the hard deadline would end, for unsplit tasks.
  private mutating func checkLateness(_ index: Int, _ reason: ProposalReason) {
    guard let hard = problem.tasks[index].hardDeadline, let late = slots("late_minutes", reason)
    else { return }
    let open = LoneSearch(
      index, in: night.result.schedule, of: problem, deadline: problem.horizon)
    guard !open.isSplit else { return }
    demand(open.places().first?.upperBound == hard + late, index, reason)
  }

  private func isPossibleWithoutCap(_ index: Int, until end: Int?) -> Bool {
    var open = problem
    open.dailyCap = 10_000
    let hard = [problem.tasks[index].hardDeadline, end].compactMap(\.self).min()
    return LoneSearch(index, in: night.result.schedule, of: open, deadline: hard).exists()
  }

  private mutating func checkLate(_ index: Int, _ reason: ProposalReason) {
    let task = problem.tasks[index]
    guard let soft = task.softDeadline, let end = night.blocks(index).last?.upperBound else {
      return demand(false, index, reason)
    }
    demand(slots("late_minutes", reason) == end - soft, index, reason)
    let search = alone(index, until: soft)
    let blocker = reason.terms["blocker_id"]?.stringValue.flatMap { UUID(uuidString: $0) }
    switch reason.terms["rule"]?.stringValue {
    case "order":
      let finish =
        blocker.flatMap { night.plan.index(of: $0) }
        .flatMap { night.blocks($0).last?.upperBound } ?? 0
      demand(!search.exists() && finish + task.estimate > soft, index, reason)
    case "release": demand(!search.exists() && task.release + task.estimate > soft, index, reason)
    case "cap":
      demand(!search.exists() && isPossibleWithoutCap(index, until: soft), index, reason)
    case "taken":
      demand(!search.exists() && slots("free_minutes", reason) == search.openSlots, index, reason)
    case "calm": demand(changes == problem.maximumChanges && search.exists(), index, reason)
    default:
      demand(search.exists(), index, reason)
      guard !search.isSplit else { return }
      let loss = search.places().map { cost(index, [$0]) }.min().map {
        $0 - cost(index, night.blocks(index))
      }
      demand(loss ?? -1 >= 0 && reason.terms["loss"]?.intValue == loss, index, reason)
    }
  }

  /// Exactly what was put off three times and more is named, with the count.
  private mutating func checkRot(_ reasons: [ProposalReason]) {
    let named = reasons.filter { $0.code == "rot" }
    codes["rot", default: 0] += named.count
    let known = night.plan.snapshot.tasks.filter { $0.setbacks >= 3 }.filter { task in
      !night.plan.excluded.contains { $0.task.id == task.id }
    }
    let isTrue = known.allSatisfy { task in
      named.contains {
        $0.terms["task_id"]?.stringValue == task.id.uuidString.lowercased()
          && $0.terms["setbacks"]?.intValue == Int64(task.setbacks)
          && $0.text.contains("“\(task.title)” was put off \(task.setbacks) times")
      }
    }
    if named.count != known.count || !isTrue { faults.append("rot: \(named.map(\.text))") }
  }

  /// Where more is due than fits, some hard deadline must have been given up.
  private mutating func checkProof(_ reason: ProposalReason) {
    codes["overload", default: 0] += 1
    let isMissed = problem.tasks.indices.contains {
      problem.tasks[$0].hardDeadline != nil && night.blocks($0).isEmpty
    }
    let work = reason.terms["work_minutes"]?.intValue ?? 0
    let free = reason.terms["free_minutes"]?.intValue ?? .max
    if !isMissed || work <= free { faults.append("no such overload: \(reason.text)") }
  }
}
