/// How long a search may take.
public struct PlanningBudget: Hashable, Sendable {
  /// Rounds of the search at the most; with it the answer depends on nothing but input and seed.
  public var iterations: Int?
  /// The rounds over which the search cools down, where they differ from `iterations`.
  public var cooling: Int?
  /// Time at the most, by the machine's monotonic clock.
  public var time: Duration?

  /// A budget of those limits; at least one should be given.
  public init(iterations: Int? = nil, cooling: Int? = nil, time: Duration? = nil) {
    self.iterations = iterations
    self.cooling = cooling
    self.time = time
  }
}
