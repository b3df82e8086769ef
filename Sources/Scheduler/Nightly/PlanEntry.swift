import FoundationEssentials
import Shared

/// One thing in a person's weeks: an event, a block that stays, a block that is suggested.
struct PlanEntry: Hashable, Sendable {
  /// What it is.
  enum Kind: String, Hashable, Sendable {
    /// An event of a calendar.
    case event
    /// A planned block that stays.
    case kept
    /// A suggested block of a task that had no time.
    case new
    /// A suggested block of a task that stood elsewhere.
    case moved
    /// Where a task that is to move stands now.
    case old
  }

  /// What it is.
  var kind: Kind
  /// When.
  var range: InstantRange
  /// What it is called.
  var title: String
  /// The task; nil for events.
  var task: UUID?
  /// Why, for suggestions.
  var reason: ProposalReason?

  /// All entries of a plan, by their start.
  static func entries(of night: NightPlan) -> [PlanEntry] {
    let plan = night.plan
    let reasons = PlanReasons(night)
    var entries = plan.snapshot.busy.map {
      PlanEntry(kind: .event, range: $0.range, title: $0.title ?? "busy")
    }
    for task in plan.pinned {
      entries += task.blocks.map {
        PlanEntry(kind: .kept, range: $0, title: task.title, task: task.id)
      }
    }
    for (index, task) in plan.planned.enumerated() {
      let former = night.former(index)
      let blocks = night.blocks(index)
      let isSame = former == blocks
      let reason = isSame ? nil : reasons.move(index)
      entries += night.times(blocks).map {
        PlanEntry(
          kind: isSame ? .kept : former.isEmpty ? .new : .moved, range: $0, title: task.title,
          task: task.id, reason: reason)
      }
      guard !isSame else { continue }
      entries += night.times(former).map {
        PlanEntry(kind: .old, range: $0, title: task.title, task: task.id, reason: reason)
      }
    }
    return entries.sorted {
      ($0.range.lower?.microseconds ?? 0, $0.range.upper?.microseconds ?? 0, $0.title)
        < ($1.range.lower?.microseconds ?? 0, $1.range.upper?.microseconds ?? 0, $1.title)
    }
  }
}
