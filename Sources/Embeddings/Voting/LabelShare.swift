/// A label with how sure a guess of it is.
public struct LabelShare: Hashable, Sendable {
  /// The label's number.
  public let label: Int
  /// From 0 to 1; the shares of all labels at hand make 1.
  public let share: Double
}
