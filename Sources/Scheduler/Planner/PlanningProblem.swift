/// What is to be planned: a grid of slots, the free windows in it, the tasks and the weights.
///
/// Hard rules: a task is planned whole or not at all, in blocks inside free windows and inside one
/// day, of allowed lengths, its own blocks not touching; no two blocks closer than the buffer;
/// nothing before release or now, nothing after the hard deadline, nothing before what it depends
/// on has ended; no day above its cap.
public struct PlanningProblem: Hashable, Sendable {
  /// Slots of the grid; the first has number 0.
  public var horizon: Int
  /// The first slot that is still to come.
  public var now: Int
  /// The first slot of each local day, ascending, and the horizon's end last.
  public var dayStarts: [Int]
  /// The free windows, ascending and apart.
  public var free: [Range<Int>]
  /// Empty slots between any two blocks.
  public var buffer: Int
  /// Slots that may be planned in one local day.
  public var dailyCap: Int
  /// Slots of each local day that are taken by what is not to be planned anew; none where empty.
  public var pinnedLoads: [Int] = []
  /// How many tasks may stand elsewhere than before, those that had no place included; nil for any
  /// number. The search then starts at the plan in force.
  public var maximumChanges: Int?
  /// What a slot of deep work costs, by slot.
  public var energyPenalty: [Int]
  /// What each fault costs.
  public var weights: PlanningWeights
  /// The tasks; others name them by their index.
  public var tasks: [PlanningTask]

  /// A problem of those parts.
  public init(
    horizon: Int, now: Int, dayStarts: [Int], free: [Range<Int>], buffer: Int, dailyCap: Int,
    energyPenalty: [Int], weights: PlanningWeights, tasks: [PlanningTask]
  ) {
    self.horizon = horizon
    self.now = now
    self.dayStarts = dayStarts
    self.free = free
    self.buffer = buffer
    self.dailyCap = dailyCap
    self.energyPenalty = energyPenalty
    self.weights = weights
    self.tasks = tasks
  }
}
