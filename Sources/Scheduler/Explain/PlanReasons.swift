import FoundationEssentials
import Shared

/// Why a plan is as it is: each move, each task without a place, each deadline that is missed; found
/// by putting the task back and looking at what breaks or what it costs.
struct PlanReasons: Sendable {
  /// The plan.
  let night: NightPlan
  /// Times and lengths in words.
  let words: PlanWords

  /// What was planned.
  var plan: PlanCase { night.plan }
  /// The planner's problem.
  var problem: PlanningProblem { night.plan.problem }

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
    let taken = words.length(task.estimate)
    switch plan.planned[index].estimateSource {
    case .own: break
    case .neighbours: text += "; it has no estimate, and tasks like it take \(taken)"
    case .assumed: text += "; it has no estimate, so \(taken) are assumed"
    }
    if plan.planned[index].correction > 1.05 {
      text += "; tasks like it take longer than estimated, so it has \(taken)"
      terms["correction"] = .double(plan.planned[index].correction)
    }
    return ProposalReason("planned", text + ".", terms: terms)
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
      return ProposalReason("moved_to_gain", "The plan as a whole is better so.", terms: terms)
    }
    let start = night.blocks(index)[0].lowerBound
    return ProposalReason(
      "moved_to_gain", "At \(words.time(start)) \(best.2).", terms: terms)
  }

  // MARK: Words

  /// The identifier of a task of the problem, as reasons carry it.
  func id(_ index: Int) -> JSONValue {
    .string(plan.planned[index].id.uuidString.lowercased())
  }

  /// When a slot begins, as reasons carry it.
  func time(_ slot: Int) -> JSONValue {
    .string(plan.grid.instant(of: slot).description)
  }

  /// Slots as minutes.
  func minutes(_ slots: Int) -> JSONValue {
    .int(Int64(slots * SlotGrid.slotSeconds / 60))
  }
}
