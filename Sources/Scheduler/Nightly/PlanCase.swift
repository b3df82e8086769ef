import FoundationEssentials
import Shared

/// A snapshot turned into the planner's problem, and what was set aside on the way.
struct PlanCase: Sendable {
  /// Why a task is not in the problem.
  enum Exclusion: Hashable, Sendable {
    /// It begins after the horizon.
    case later
    /// It waits for a task that is not planned here.
    case waits(String)
    /// It waits for one that is itself left out.
    case waitsForLeftOut(UUID)
  }

  /// What it was made of.
  let snapshot: PlanSnapshot
  /// The grid of the plan.
  let grid: SlotGrid
  /// The problem; its tasks are ``planned``, in that order.
  var problem: PlanningProblem
  /// The tasks of the problem.
  var planned: [SnapshotTask]
  /// Tasks that stay where they are: frozen, placed by hand, or beyond tonight's suggestions.
  var pinned: [SnapshotTask]
  /// Tasks that are left out, and why.
  var excluded: [(task: SnapshotTask, why: Exclusion)]
  /// Tasks of the problem whose place is no longer possible, and what is in the way.
  var conflicts: [UUID: String]
  /// Windows as they are free before anything of ours is planned.
  var windows: [Range<Int>]

  /// The index of a task of the problem.
  func index(of task: UUID) -> Int? { planned.firstIndex { $0.id == task } }
}
