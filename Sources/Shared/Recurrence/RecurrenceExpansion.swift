/// The instances of a series in a window, and whether they are all.
public struct RecurrenceExpansion: Hashable, Sendable {
  /// Why an expansion ended before its window and its series did.
  public enum Shortfall: String, Hashable, Sendable {
    /// As many instances as the options allow; there may be more.
    case limit
    /// As much work as the options allow; what is given is right, what is missing unknown.
    case work
  }

  /// Wall times of the instances, ascending, none twice; midnights for a series of whole days.
  public var instances: [CivilDateTime]

  /// Nil where nothing is missing.
  public var shortfall: Shortfall?

  /// True where a rule repeats more often than the options allow, so that instances were left out.
  public var isThinned: Bool

  /// Steps of work that it took; see ``RecurrenceOptions/work``.
  public var work = 0
}
