import FoundationEssentials

/// The lanes of one claim, column by column as the statement takes them.
struct LanePlan {
  /// The queue of each lane.
  var queues: [String] = []
  /// The kind of each lane.
  var kinds: [String] = []
  /// The priority of each lane.
  var priorities: [Int16] = []
  /// The workspace of each lane.
  var workspaces: [UUID] = []
  /// The job id beyond which each lane is read.
  var afterIDs: [Int64] = []
  /// How many jobs each lane gives at most.
  var shares: [Int32] = []

  /// True where there is nowhere to look.
  var isEmpty: Bool { queues.isEmpty }

  /// Adds a lane of which at most `share` jobs are to be taken.
  mutating func add(_ lane: JobLane, share: Int) {
    queues.append(lane.key.queue)
    kinds.append(lane.key.kind)
    priorities.append(lane.key.priority)
    workspaces.append(lane.key.workspace)
    afterIDs.append(lane.afterID)
    shares.append(Int32(clamping: share))
  }
}
