public import FoundationEssentials

/// What a person usually finishes at this time of day.
public struct NowHabits: Hashable, Sendable {
  /// The share of the finished tasks around this hour that belonged to a project; nil as key stands
  /// for tasks without one.
  public var shares: [UUID?: Double]

  /// Habits of those shares; none where too little is known.
  public init(shares: [UUID?: Double] = [:]) {
    self.shares = shares
  }
}
