import FoundationEssentials
import Shared

/// Turns a night's plan into the proposal that the person decides.
enum PlanProposal {
  /// The kind of these proposals.
  static let kind = "reschedule"
  /// Seconds after which a plan is too old to be accepted.
  private static let lifetime: Int64 = 36 * 3_600

  /// The proposal; nil where there is nothing to say.
  static func make(_ night: NightPlan) -> Proposal? {
    let reasons = PlanReasons(night)
    let words = PlanWords(grid: night.plan.grid)
    let groups = night.groups.map { group(of: $0, night, reasons, words) }
    let whole = reasons.whole()
    guard !groups.isEmpty || !whole.isEmpty else { return nil }
    let today = words.day(night.plan.grid.dates[0])
    let count = night.groups.reduce(0) { $0 + $1.count }
    let cost = night.result.cost
    return Proposal(
      kind: kind, title: "Plan of \(today): \(count) suggestion\(count == 1 ? "" : "s")",
      groups: groups, reasons: whole,
      origin: [
        "seed": .int(Int64(night.seed)), "iterations": .int(Int64(night.result.iterations)),
        "cooling": .int(Int64(night.result.cooling)), "cost": .int(Int64(cost.total)),
        "tasks": .int(Int64(night.plan.planned.count + night.plan.pinned.count)),
        "cut": .bool(night.plan.snapshot.isCut),
      ], lifetimeSeconds: lifetime)
  }

  private static func group(
    of indices: [Int], _ night: NightPlan, _ reasons: PlanReasons, _ words: PlanWords
  ) -> ProposalGroup {
    let items = indices.map { index in
      ProposalItem(
        .move(
          task: night.plan.planned[index].id, blocks: night.times(night.blocks(index))),
        base: base(of: night.plan.planned[index]), reasons: [reasons.move(index)])
    }
    let first = indices[0]
    let title = night.plan.planned[first].title
    let more = indices.count > 1 ? " and \(indices.count - 1) more" : ""
    let place = night.blocks(first).first.map { words.time($0.lowerBound) } ?? "off the plan"
    return ProposalGroup("\(title) → \(place)\(more)", items: items)
  }

  /// What the move rests on: another value at acceptance refuses it. Blocks and status are added
  /// when it is stored.
  private static func base(of task: SnapshotTask) -> JSONObject {
    var base: JSONObject = [
      "is_hard_deadline": .bool(task.hardDeadline != nil)
    ]
    if let hard = task.hardDeadline { base["due_date"] = .string(hard.description) }
    return base
  }
}
