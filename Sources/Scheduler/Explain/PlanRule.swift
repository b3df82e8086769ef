/// A hard rule of plans.
enum PlanRule: String, Hashable, Sendable {
  /// The blocks do not hold the work, or are of lengths that are not allowed.
  case shape
  /// The time is taken by an event, or outside of working hours, or past.
  case calendar
  /// The time is another task's.
  case taken
  /// A task that it waits for has not ended by then.
  case order
  /// It would end after its hard deadline.
  case deadline
  /// It would start before it may.
  case release
  /// The day would hold more than its cap.
  case cap
  /// More would change in one night than the person wants.
  case calm
}
