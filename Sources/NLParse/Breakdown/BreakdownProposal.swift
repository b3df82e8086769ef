import FoundationEssentials
public import Shared

/// Turns a breakdown into a proposal: one group a step, so that a person can take any part of it.
public enum BreakdownProposal {
  /// The kind of these proposals.
  public static let kind = "breakdown"

  /// The proposal; `days` are those by which the steps should be done, none later than `until` and
  /// the task's own deadline; `deeper` are the steps of each step.
  public static func proposal(
    _ breakdown: Breakdown, of material: BreakdownMaterial, days: [CivilDate]? = nil,
    until: Instant? = nil, deeper: [[BreakdownStep]] = []
  ) -> Proposal {
    var groups: [ProposalGroup] = []
    for (index, step) in breakdown.steps.enumerated() {
      var draft = draft(step, material)
      draft.key = key(index)
      draft.parent = material.task
      if deeper.indices.contains(index) {
        draft.subtasks = deeper[index].map { Self.draft($0, material) }
      }
      if let day = days?[index] { date(&draft, day, until, material) }
      var items = [ProposalItem(.create(draft), reasons: [reason(step)])]
      items += step.after.map { before in
        ProposalItem(.depend(blocker: .draft(key(before)), blocked: .draft(key(index))))
      }
      groups.append(ProposalGroup(step.title, items: items))
    }
    var origin: JSONObject = [
      "method": .string(breakdown.method.rawValue),
      "notes": .array(breakdown.notes.map { .string($0) }),
    ]
    if let model = breakdown.model { origin["model"] = .object(model.json) }
    let title = "Break down “\(material.title)”"
    return Proposal(
      kind: kind, title: String(title.prefix(ProposalLimits.titleCharacters)),
      task: material.task, groups: groups, reasons: [reason(breakdown)], origin: origin,
      lifetimeSeconds: Int64(BreakdownLimits.lifetimeDays) * 86_400)
  }

  private static func key(_ index: Int) -> String { "step-\(index + 1)" }

  private static func draft(
    _ step: BreakdownStep, _ material: BreakdownMaterial
  ) -> TaskDraft {
    var draft = TaskDraft(title: step.title)
    draft.timezone = material.timezone
    draft.facts.sourceKind = kind
    draft.explain(
      .title, as: step.origin.provenance, reference: step.origin.json,
      confidence: step.origin.confidence)
    if let minutes = step.minutes {
      draft.estimatedMinutes = Int32(clamping: minutes)
      draft.explain(
        .estimatedMinutes, value: "\(minutes)", as: step.origin.provenance,
        reference: step.origin.json, confidence: step.origin.confidence * 0.8)
    }
    return draft
  }

  private static func date(
    _ draft: inout TaskDraft, _ day: CivilDate, _ until: Instant?, _ material: BreakdownMaterial
  ) {
    guard let zone = try? TimeZoneDatabase.system.zone(named: material.timezone) else { return }
    let end = zone.instant(of: CivilDateTime(day, .endOfDay))
    draft.due = [material.due, until].compactMap(\.self).reduce(end) { min($0, $1) }
    draft.facts.dueGrain = .day
    draft.explain(
      .due, value: "\(day)", as: .rule, reference: ["rule": "spread_back"], confidence: 0.5)
  }

  private static func reason(_ step: BreakdownStep) -> ProposalReason {
    ProposalReason("step_origin", step.origin.sentence, terms: step.origin.json)
  }

  private static func reason(_ breakdown: Breakdown) -> ProposalReason {
    let text =
      switch breakdown.method {
      case .model: "a language model suggested the steps; each was checked by rules"
      case .analogy: "finished tasks like this one had these steps"
      case .written: "the steps stand in the task itself"
      case .pattern: "a general pattern fits the title"
      case .nothing: "nothing fits"
      }
    return ProposalReason(
      "breakdown_\(breakdown.method.rawValue)", text,
      terms: ["notes": .array(breakdown.notes.map { .string($0) })])
  }
}
