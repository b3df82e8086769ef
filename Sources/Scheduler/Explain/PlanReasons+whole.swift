import FoundationEssentials
import Shared

extension PlanReasons {
  /// What is to be said of the plan as a whole: deadlines that cannot be met, tasks without a place,
  /// ends that come late by more than a day, and what is put off again and again.
  func whole() -> [ProposalReason] {
    certificates() + unplannedTasks() + late() + excluded() + kept() + rot() + cut()
  }

  /// Tasks that stay in spite of what is in their way, since the person turned the move down.
  private func kept() -> [ProposalReason] {
    plan.kept.map { task, conflict in
      var terms: JSONObject = ["task_id": .string(task.id.uuidString.lowercased())]
      let start = task.blocks.first.map { plan.grid.slots(touching: $0).lowerBound }
      terms["start"] = start.map { time($0) }
      let why: String
      switch conflict {
      case .event(let title):
        terms["rule"] = .string(PlanRule.calendar.rawValue)
        terms["event"] = title.map { .string($0) }
        why = "“\(title ?? "an event")” takes its time"
      case .deadline:
        terms["rule"] = .string(PlanRule.deadline.rawValue)
        why = "it ends after its hard deadline"
      case .release:
        terms["rule"] = .string(PlanRule.release.rawValue)
        why = "it could not begin yet"
      case .task(let title):
        terms["rule"] = .string(PlanRule.taken.rawValue)
        why = "“\(title)” stands there too"
      }
      let at = start.map { " at \(words.time($0))" } ?? ""
      return ProposalReason(
        "kept", "“\(task.title)” stays\(at) since you turned its move down, though \(why).",
        terms: terms)
    }
  }

  /// That events may be missing.
  private func cut() -> [ProposalReason] {
    guard plan.snapshot.isBusyCut else { return [] }
    return [
      ProposalReason(
        "calendar_cut",
        "Your calendars hold more than one plan looks at, so some events may be missing.")
    ]
  }

  private func unplannedTasks() -> [ProposalReason] {
    night.unplanned.filter { night.former($0).isEmpty }.map { unplanned($0) }
  }

  private func excluded() -> [ProposalReason] {
    night.plan.excluded.compactMap { task, why in
      let id = JSONValue.string(task.id.uuidString.lowercased())
      switch why {
      case .waits(let blocker):
        return ProposalReason(
          "waits", "“\(task.title)” waits for “\(blocker)”, which is not yours to plan.",
          terms: ["task_id": id])
      case .waitsForLeftOut(let blocker):
        return ProposalReason(
          "waits", "“\(task.title)” waits for a task that has no time.",
          terms: ["task_id": id, "blocker_id": .string(blocker.uuidString.lowercased())])
      case .later: return nil
      }
    }
  }

  /// Tasks whose plan was missed or moved three times and more: offered to be done, split, handed on
  /// or dropped.
  private func rot() -> [ProposalReason] {
    let tasks = night.plan.planned + night.plan.pinned
    return tasks.filter { $0.setbacks >= 3 }.map { task in
      ProposalReason(
        "rot",
        "“\(task.title)” was put off \(task.setbacks) times: do it first, split it, hand it on, "
          + "or drop it.",
        terms: [
          "task_id": .string(task.id.uuidString.lowercased()),
          "setbacks": .int(Int64(task.setbacks)),
          "options": ["do", "split", "delegate", "drop"],
        ])
    }
  }
}
