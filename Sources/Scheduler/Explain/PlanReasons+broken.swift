import FoundationEssentials
import Shared

extension PlanReasons {
  /// Why a task cannot stay: the rule that its former place breaks, and by how much.
  func broken(
    _ index: Int, _ former: [Range<Int>], _ obstacle: PutBack.Obstacle
  ) -> ProposalReason {
    var terms: JSONObject = [
      "rule": .string(obstacle.rule.rawValue), "former_start": time(former[0].lowerBound),
    ]
    let at = words.time(former[0].lowerBound)
    let text: String
    switch obstacle {
    case .shape(let slots):
      terms["minutes"] = minutes(slots)
      let estimate = problem.tasks[index].estimate
      terms["needed_minutes"] = minutes(estimate)
      text =
        slots == estimate
        ? "Its blocks at \(at) are not of lengths that your settings allow."
        : "Its time at \(at) is \(words.length(slots)), and it needs \(words.length(estimate))."
    case .calendar(let slots):
      terms["minutes"] = minutes(slots)
      text = occupied(former, at: at, &terms)
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
      text = tooLate(index, at: at, by: slots, &terms)
    case .release(let slots):
      terms["minutes"] = minutes(slots)
      text = tooEarly(index, at: at, &terms)
    case .cap(let day, let slots):
      terms["minutes"] = minutes(slots)
      text = "\(words.day(plan.grid.dates[day])) would hold \(words.length(slots)) too much."
    }
    return ProposalReason("moved_by_rule", text, terms: terms)
  }

  /// What has taken the time: an event, a task that stays, else the hours of the person.
  private func occupied(_ former: [Range<Int>], at: String, _ terms: inout JSONObject) -> String {
    let times = night.times(former)
    if let event = plan.snapshot.busy.first(where: { busy in
      times.contains { $0.overlaps(busy.range) }
    }) {
      terms["event"] = event.title.map { .string($0) }
      return "“\(event.title ?? "an event")” takes its time at \(at)."
    }
    let staying = plan.pinned.first { task in
      task.blocks.contains { block in times.contains { $0.overlaps(block) } }
    }
    if let staying {
      terms["task_id"] = .string(staying.id.uuidString.lowercased())
      return "“\(staying.title)” stands at \(at) too, and stays."
    }
    return "\(at) is not among the hours in which you are free."
  }

  /// The hard deadline that breaks: its own, or the begin of a task that stays and waits for it.
  private func tooLate(
    _ index: Int, at: String, by slots: Int, _ terms: inout JSONObject
  ) -> String {
    let task = plan.planned[index]
    let own = task.hardDeadline.map { plan.grid.slot(at: $0) }
    if let hard = problem.tasks[index].hardDeadline, hard != own,
      let waiting = plan.pinned.first(where: { $0.blockers.contains(task.id) })
    {
      terms["task_id"] = .string(waiting.id.uuidString.lowercased())
      return "“\(waiting.title)” waits for it, begins earlier, and stays."
    }
    return "At \(at) it would end \(words.delay(slots)) after its hard deadline."
  }

  /// What it may not begin before: its own date, or the end of a task that stays.
  private func tooEarly(_ index: Int, at: String, _ terms: inout JSONObject) -> String {
    let task = plan.planned[index]
    let own = task.release.map { plan.grid.slot(after: $0) } ?? 0
    if problem.tasks[index].release > max(own, problem.now),
      let blocker = plan.pinned.first(where: { task.blockers.contains($0.id) })
    {
      terms["task_id"] = .string(blocker.id.uuidString.lowercased())
      return "It waits for “\(blocker.title)”, which ends later than \(at), and stays."
    }
    return "At \(at) it could not begin yet."
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
}
