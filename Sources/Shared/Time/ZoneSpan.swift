/// A stretch of time during which a zone keeps one offset.
public struct ZoneSpan: Hashable, Sendable {
  /// The first second (since the Unix epoch) of the stretch; `Int.min` where it has no beginning.
  public let start: Int

  /// The first second after it; `Int.max` where it has no end.
  public let end: Int

  /// Seconds to add to UTC for the wall time; positive east of Greenwich.
  public let offset: Int

  /// True where clocks are ahead of the zone's standard time.
  public let isDaylight: Bool

  /// The letters that people write behind such a time: `CET`, `CEST`, `+0330`.
  public let abbreviation: String

  /// True where the second since the Unix epoch lies in the stretch.
  func contains(_ seconds: Int) -> Bool {
    start <= seconds && seconds < end
  }
}
