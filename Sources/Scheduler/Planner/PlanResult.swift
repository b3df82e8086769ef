/// A plan and what is needed to find the very same one again.
public struct PlanResult: Hashable, Sendable {
  /// Where each task stands.
  public let schedule: Schedule
  /// What that costs.
  public let cost: ScheduleCost
  /// Rounds of the search that were run.
  public let iterations: Int
  /// Rounds over which the search cooled down; a budget of both numbers repeats the answer.
  public let cooling: Int
}
