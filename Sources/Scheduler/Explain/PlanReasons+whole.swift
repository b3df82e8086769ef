import FoundationEssentials
import Shared

extension PlanReasons {
  /// What is to be said of the plan as a whole: deadlines that cannot be met, tasks without a place,
  /// ends that come late by more than a day, and what is put off again and again.
  func whole() -> [ProposalReason] {
    certificates() + unplannedTasks() + late() + excluded() + rot()
  }

  /// For hard deadlines before which more work is due than there is free time: the exact proof that
  /// something has to give, whatever the order (preemptive earliest deadline first is optimal).
  func certificates() -> [ProposalReason] {
    let problem = night.plan.problem
    let words = PlanWords(grid: night.plan.grid)
    var work = 0
    var found: [ProposalReason] = []
    let hard = problem.tasks.indices.filter { problem.tasks[$0].hardDeadline != nil }
      .sorted {
        (problem.tasks[$0].hardDeadline ?? 0, $0) < (problem.tasks[$1].hardDeadline ?? 0, $1)
      }
    for (place, index) in hard.enumerated() {
      work += problem.tasks[index].estimate
      let deadline = problem.tasks[index].hardDeadline ?? problem.horizon
      let next = place + 1 < hard.count ? problem.tasks[hard[place + 1]].hardDeadline : nil
      guard next != deadline else { continue }
      let room = capacity(until: min(deadline, problem.horizon))
      guard work > room else { continue }
      found.append(
        ProposalReason(
          "overload",
          "\(words.length(work)) of work must be done by \(words.end(deadline)), "
            + "and \(words.length(room)) are free until then.",
          terms: [
            "work_minutes": .int(Int64(work * 15)), "free_minutes": .int(Int64(room * 15)),
            "until": .string(night.plan.grid.instant(of: deadline).description),
          ]))
    }
    return found
  }

  /// Free slots until a slot, no day above its cap.
  private func capacity(until end: Int) -> Int {
    let plan = night.plan
    var byDay = [Int](repeating: 0, count: plan.grid.dates.count)
    for window in plan.problem.free {
      for slot in window where slot < end && slot >= plan.problem.now {
        byDay[plan.grid.day(of: slot)] += 1
      }
    }
    return zip(byDay, plan.problem.pinnedLoads).reduce(0) {
      $0 + min($1.0, max(0, plan.problem.dailyCap - $1.1))
    }
  }

  private func unplannedTasks() -> [ProposalReason] {
    night.unplanned.filter { night.former($0).isEmpty }.map { unplanned($0) }
  }

  /// Ends more than a day after a deadline; less raises no alarm.
  private func late() -> [ProposalReason] {
    let plan = night.plan
    let words = PlanWords(grid: plan.grid)
    return plan.problem.tasks.indices.compactMap { index in
      guard let end = night.blocks(index).last?.upperBound,
        let soft = plan.problem.tasks[index].softDeadline, soft > plan.problem.now,
        end - soft > 96
      else { return nil }
      let title = plan.planned[index].title
      return ProposalReason(
        "late", "“\(title)” ends \(words.delay(end - soft)) after it should.",
        terms: [
          "task_id": .string(plan.planned[index].id.uuidString.lowercased()),
          "late_minutes": .int(Int64((end - soft) * 15)),
        ])
    }
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
      case .later, .overdue: return nil
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
