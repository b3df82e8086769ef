public import Shared

/// Where a person stands: how much time there is, how much strength, and where they are.
public struct NowQuestion: Hashable, Sendable {
  /// How much strength there is.
  public enum Energy: String, Hashable, Sendable, CaseIterable {
    /// Tired: small and easy things.
    case low
    /// As usual.
    case normal
    /// Fresh: the demanding things.
    case high
  }

  /// Minutes that are free.
  public var minutes: Int
  /// How much strength there is.
  public var energy: Energy
  /// Where the person is; nil where that is not said.
  public var place: String?
  /// The time.
  public var now: Instant

  /// A question; minutes are brought into 1...`NowLimits.minutes`.
  public init(minutes: Int, energy: Energy = .normal, place: String? = nil, now: Instant) {
    self.minutes = min(max(minutes, 1), NowLimits.minutes)
    self.energy = energy
    self.place = place.map { String($0.prefix(NowLimits.placeCharacters)) }
    self.now = now
  }
}
