import Glibc

/// How much less something counts the older it is: half after the half-life, never nothing.
public struct Recency: Hashable, Sendable {
  /// Days after which the part that fades has halved.
  public let halfLifeDays: Double
  /// What is left of something of any age.
  public let floor: Double

  /// That half-life; `floor` from 0 to 1.
  public init(halfLifeDays: Double = 30, floor: Double = 0.1) {
    self.halfLifeDays = max(0.01, halfLifeDays)
    self.floor = min(max(0, floor), 1)
  }

  /// The weight of that age, from ``floor`` to 1.
  public func weight(ageDays: Double) -> Double {
    floor + (1 - floor) * exp2(-max(0, ageDays) / halfLifeDays)
  }
}
