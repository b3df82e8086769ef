import FoundationEssentials
import Shared

extension PlanReasons {
  /// Ends more than a day after a deadline, and why an earlier one is not to be had; less raises no
  /// alarm.
  func late() -> [ProposalReason] {
    problem.tasks.indices.compactMap { index in
      guard let end = night.blocks(index).last?.upperBound,
        let soft = problem.tasks[index].softDeadline, soft > problem.now, end - soft > 96
      else { return nil }
      return late(index, end: end, soft: soft)
    }
  }

  private func late(_ index: Int, end: Int, soft: Int) -> ProposalReason {
    let task = problem.tasks[index]
    var terms: JSONObject = ["task_id": id(index), "late_minutes": minutes(end - soft)]
    let text = "“\(plan.planned[index].title)” ends \(words.delay(end - soft)) after it should: "
    let lone = LonePlace(index, in: night.result.schedule, of: problem)
    if let place = lone.cheapest(until: soft) {
      return ProposalReason(
        "late", text + dearer(index, place, &terms), terms: terms)
    }
    if let blocker = task.dependencies.max(by: { finish(of: $0) < finish(of: $1) }),
      finish(of: blocker) > max(task.release, problem.now), lone.release + task.estimate > soft
    {
      terms["rule"] = .string(PlanRule.order.rawValue)
      terms["blocker_id"] = id(blocker)
      return ProposalReason(
        "late",
        text + "it waits for “\(plan.planned[blocker].title)”, which ends "
          + "\(words.end(finish(of: blocker))).", terms: terms)
    }
    if lone.release + task.estimate > soft {
      terms["rule"] = .string(PlanRule.release.rawValue)
      terms["from"] = time(lone.release)
      return ProposalReason(
        "late", text + "it cannot begin before \(words.time(lone.release)).", terms: terms)
    }
    let room = lone.room(until: soft)
    terms["free_minutes"] = minutes(room.slots)
    terms["longest_minutes"] = minutes(room.longest)
    if lone.fitsBesideCap(until: soft) {
      terms["rule"] = .string(PlanRule.cap.rawValue)
      terms["cap_minutes"] = minutes(problem.dailyCap)
      return ProposalReason(
        "late", text + "the days before are full at \(words.length(problem.dailyCap)).",
        terms: terms)
    }
    terms["rule"] = .string(PlanRule.taken.rawValue)
    let piece =
      room.slots >= task.estimate ? " in pieces of at most \(words.length(room.longest))" : ""
    return ProposalReason(
      "late",
      text + "it needs \(words.length(task.estimate)), and \(words.length(room.slots))\(piece) "
        + "are left before.", terms: terms)
  }

  /// What speaks against a valid place in time: the terms in which it costs more, or that the night
  /// makes no more suggestions.
  private func dearer(_ index: Int, _ place: [Range<Int>], _ terms: inout JSONObject) -> String {
    let there = ScheduleCost(task: index, blocks: place, in: problem)
    let here = ScheduleCost(task: index, blocks: night.blocks(index), in: problem)
    terms["start"] = place.first.map { time($0.lowerBound) }
    terms["loss"] = .int(Int64(there.total - here.total))
    guard there.total >= here.total else {
      terms["rule"] = .string(PlanRule.calm.rawValue)
      terms["suggestions"] = problem.maximumChanges.map { .int(Int64($0)) }
      return "a night makes no more suggestions."
    }
    let losses: [(String, Int, String)] = [
      ("energy", there.energy - here.energy, "take hours that suit it less"),
      ("fragmentation", there.fragmentation - here.fragmentation, "break it into more pieces"),
      ("move", there.move - here.move, "move it from where it is planned"),
      ("tardiness", there.tardiness - here.tardiness, ""), ("flow", there.flow - here.flow, ""),
    ]
    for (name, loss, _) in losses where loss != 0 { terms[name] = .int(Int64(loss)) }
    let worst = losses.prefix(3).max { $0.1 < $1.1 }
    return "in time would \(worst?.2 ?? "") and gain less."
  }

  private func finish(of index: Int) -> Int {
    night.blocks(index).last?.upperBound ?? problem.horizon
  }
}
