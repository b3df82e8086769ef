/// One task as the planner sees it; all lengths and moments are slots of the problem's grid.
public struct PlanningTask: Hashable, Sendable {
  /// Slots of work; above 0.
  public var estimate: Int
  /// How much the task matters; multiplies what its lateness costs.
  public var weight: Int
  /// The first slot in which it may start.
  public var release: Int
  /// The slot by which it should have ended; it may lie in the past.
  public var softDeadline: Int?
  /// The slot by which it must have ended.
  public var hardDeadline: Int?
  /// Slots of its shortest block.
  public var minimumBlock: Int
  /// Slots of its longest block.
  public var maximumBlock: Int
  /// How deep the work is: multiplies the energy penalty of its slots.
  public var depth: Int
  /// Indices of the tasks that must have ended before it starts.
  public var dependencies: [Int]
  /// Where it stands in the plan that is in force; empty where it has no place.
  public var former: [Range<Int>]

  /// A task of that work; without more it may start at once and is not split.
  public init(
    estimate: Int, weight: Int, release: Int = 0, softDeadline: Int? = nil,
    hardDeadline: Int? = nil, minimumBlock: Int? = nil, maximumBlock: Int? = nil, depth: Int = 0,
    dependencies: [Int] = [], former: [Range<Int>] = []
  ) {
    self.estimate = estimate
    self.weight = weight
    self.release = release
    self.softDeadline = softDeadline
    self.hardDeadline = hardDeadline
    self.minimumBlock = minimumBlock ?? estimate
    self.maximumBlock = maximumBlock ?? estimate
    self.depth = depth
    self.dependencies = dependencies
    self.former = former
  }
}
