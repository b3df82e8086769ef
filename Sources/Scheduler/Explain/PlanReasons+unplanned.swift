import FoundationEssentials
import Shared

extension PlanReasons {
  /// Why a task of the problem has no place: which rule every place breaks, all others as planned.
  func unplanned(_ index: Int) -> ProposalReason {
    let task = problem.tasks[index]
    var terms: JSONObject = ["task_id": id(index), "minutes": minutes(task.estimate)]
    let title = plan.planned[index].title
    if let blocker = task.dependencies.first(where: { night.blocks($0).isEmpty }) {
      terms["rule"] = .string(PlanRule.order.rawValue)
      terms["blocker_id"] = id(blocker)
      return ProposalReason(
        "unplanned_order",
        "“\(title)” waits for “\(plan.planned[blocker].title)”, which has no time either.",
        terms: terms)
    }
    let lone = LonePlace(index, in: night.result.schedule, of: problem)
    if let place = lone.cheapest() { return leftOut(index, place, terms) }
    let end = min(task.hardDeadline ?? problem.horizon, problem.horizon)
    let room = lone.room(until: end)
    terms["free_minutes"] = minutes(room.slots)
    terms["longest_minutes"] = minutes(room.longest)
    terms["from"] = time(lone.release)
    terms["until"] = time(end)
    let until = task.hardDeadline == nil ? "in the weeks ahead" : "before \(words.end(end))"
    let need = "“\(title)” needs \(words.length(task.estimate)) \(until)"
    if lone.fitsBesideCap() {
      terms["rule"] = .string(PlanRule.cap.rawValue)
      terms["cap_minutes"] = minutes(problem.dailyCap)
      return ProposalReason(
        "unplanned_cap",
        need + ", and no day has that much left under its \(words.length(problem.dailyCap)).",
        terms: terms)
    }
    var text = need + ", where \(words.length(room.slots)) are left"
    if room.slots >= task.estimate { text += ", \(words.length(room.longest)) in one piece" }
    terms["rule"] = .string(
      (task.hardDeadline == nil ? PlanRule.calendar : PlanRule.deadline).rawValue)
    if task.hardDeadline != nil, let last = lone.earliest()?.last?.upperBound, last > end {
      terms["earliest_end"] = time(last)
      terms["late_minutes"] = minutes(last - end)
      text += "; the first time for it ends \(words.end(last)), \(words.delay(last - end)) late"
    }
    return ProposalReason("unplanned_room", text + ".", terms: terms)
  }

  /// Why a task without a place has none although there is one: calm, or that it would cost more
  /// than to leave the task out.
  private func leftOut(
    _ index: Int, _ place: [Range<Int>], _ terms: JSONObject
  ) -> ProposalReason {
    let title = plan.planned[index].title
    var terms = terms
    terms["start"] = place.first.map { time($0.lowerBound) }
    if let most = problem.maximumChanges, problem.tasks[index].former.isEmpty {
      terms["suggestions"] = .int(Int64(most))
      return ProposalReason(
        "unplanned_calm",
        "“\(title)” fits, but a night makes at most \(most) suggestion\(most == 1 ? "" : "s").",
        terms: terms)
    }
    let there = ScheduleCost(task: index, blocks: place, in: problem)
    let without = ScheduleCost(task: index, blocks: [], in: problem)
    terms["loss"] = .int(Int64(there.total - without.total))
    return ProposalReason(
      "unplanned_cost", "“\(title)” would end so late that it is better left for another week.",
      terms: terms)
  }
}
