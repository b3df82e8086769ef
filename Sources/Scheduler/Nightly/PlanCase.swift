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

  /// What is in the way of a task's place.
  enum Conflict: Hashable, Sendable {
    /// An event takes its time.
    case event(String?)
    /// It ends after its hard deadline.
    case deadline
    /// It begins before it may.
    case release
    /// A more important task stands there too.
    case task(String)
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
  /// Pinned tasks whose place is no longer possible, and stay since the person said so.
  var kept: [(task: SnapshotTask, conflict: Conflict)]
  /// Windows as they are free before anything of ours is planned.
  var windows: [Range<Int>]

  /// The index of a task of the problem.
  func index(of task: UUID) -> Int? { planned.firstIndex { $0.id == task } }
}
