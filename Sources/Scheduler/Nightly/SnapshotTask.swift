import FoundationEssentials
import Shared

/// An open leaf task of a person as one plan sees it.
struct SnapshotTask: Hashable, Sendable {
  /// Where its estimate comes from.
  enum EstimateSource: String, Hashable, Sendable {
    /// The person said so.
    case own
    /// The median of the tasks most like it, else of its project, else of the person.
    case neighbours
    /// Nothing is known.
    case assumed
  }

  /// The task.
  var id: UUID
  /// Its title.
  var title: String
  /// Its project.
  var project: UUID?
  /// Its tags.
  var tags: [UUID]
  /// 1 high, 2 medium, 3 low, 0 none.
  var priority: Int
  /// The version that was read.
  var version: Int64
  /// Minutes of work that are left.
  var minutes: Int
  /// Minutes that were spent on it so far: as tracked, else those of its blocks that were kept.
  var spentMinutes = 0
  /// Minutes of its blocks that were kept.
  var keptMinutes = 0
  /// Where they come from.
  var estimateSource: EstimateSource
  /// By what its estimate was multiplied because of habits; 1 for not at all.
  var correction = 1.0
  /// The earliest moment for it.
  var release: Instant?
  /// When it should be done.
  var softDeadline: Instant?
  /// When it must be done.
  var hardDeadline: Instant?
  /// How deep the work is, 0 to 2.
  var depth: Int
  /// Open tasks of the plan that it waits for.
  var blockers: Set<UUID> = []
  /// Titles of open tasks outside of the plan that it waits for.
  var foreignBlockers: [String] = []
  /// The planned blocks that are still to come, in order.
  var blocks: [InstantRange] = []
  /// How often its plan was missed or moved so far.
  var setbacks = 0
}
