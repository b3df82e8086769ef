public import FoundationEssentials

/// What a person's earlier tasks suggest for a line: guesses, the likeliest first.
public struct LineSuggestion: Sendable {
  /// One guess.
  public struct Guess<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The value.
    public var value: Value
    /// Its share of the neighbours' votes, 0 to 1.
    public var share: Double

    /// A guess with its share.
    public init(_ value: Value, share: Double) {
      self.value = value
      self.share = share
    }
  }

  /// Projects.
  public var projects: [Guess<UUID>] = []
  /// Tags by name.
  public var tags: [Guess<String>] = []
  /// Priorities, 1 (high) to 3 (low).
  public var priorities: [Guess<Int>] = []
  /// Estimates in minutes.
  public var estimates: [Guess<Int>] = []
  /// The tasks that voted, nearest first, as a language model may see them.
  public var neighbours: [LineQuestion.Neighbour] = []

  /// A suggestion of nothing.
  public init() {}
}
