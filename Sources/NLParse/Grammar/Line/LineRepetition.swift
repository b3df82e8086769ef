public import Shared

/// How a task repeats, as a line says it.
public struct LineRepetition: Hashable, Sendable {
  /// RRULE of RFC 5545 without `RRULE:`; a single time of day is not in it but in ``start``.
  public var rule: String
  /// The rule with its time of day as BYHOUR and BYMINUTE.
  public var timedRule: String
  /// DTSTART: the first occurrence.
  public var start: CivilDateTime
  /// The day that the line names as the start, where it names one.
  public var namedStart: CivilDate?
  /// True where a time of day was named.
  public var hasTime: Bool
  /// True where the next occurrence counts from completion.
  public var fromCompletion: Bool
  /// EXDATE: days left out.
  public var exceptions: [CivilDate]
  /// The rule in words.
  public var words: String
}
