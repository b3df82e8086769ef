/// How exact a moment is: the unit that its words named.
public enum Grain: UInt8, Comparable, Sendable, CaseIterable {
  case second, minute, hour, day, week, month, quarter, year

  /// The name in JSON: `minute`, `day`, …
  public var name: String { "\(self)" }

  /// True where `lhs` is the finer one.
  public static func < (lhs: Grain, rhs: Grain) -> Bool { lhs.rawValue < rhs.rawValue }
}
