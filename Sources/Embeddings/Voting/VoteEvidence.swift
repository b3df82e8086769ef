/// What is known when a label is guessed: neighbours by vector and by words, and what came last.
///
/// Labels are numbers that the caller chose, such as the place of a project in a list.
public struct VoteEvidence: Sendable {
  /// An earlier task that carries a label.
  public struct Neighbour: Hashable, Sendable {
    /// Its label.
    public var label: Int
    /// Cosine or BM25, higher is nearer.
    public var score: Double
    /// How old it is.
    public var ageDays: Double

    /// A neighbour with that label.
    public init(label: Int, score: Double, ageDays: Double) {
      self.label = label
      self.score = score
      self.ageDays = ageDays
    }
  }

  /// Neighbours by vector, nearest first; a hundred are enough.
  public var near: [Neighbour] = []
  /// Neighbours by words, best first; a hundred are enough.
  public var spelled: [Neighbour] = []
  /// The labels of the latest tasks, oldest first; empty where their order is not known.
  public var recent: [Int] = []
  /// How many earlier tasks carry each label; empty where their order is not known.
  public var counts: [Int: Int] = [:]
  /// Labels whose own name stands in the text.
  public var named: Set<Int> = []

  /// Nothing known yet.
  public init() {}
}
