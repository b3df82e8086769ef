/// Limits of the planner; reaching one gives a marked, partial result.
public enum PlanningLimits {
  /// Tasks that one plan considers at the most.
  public static let tasks = 500
}
