public import Shared

/// A moment or stretch of time that a line names, in the local time of the person who typed it.
public struct LineMoment: Hashable, Sendable {
  /// What it is.
  public enum Kind: String, Hashable, Sendable {
    /// One day or one time.
    case instant
    /// A stretch with a beginning and an end.
    case interval
    /// A bound: until, before, after, since.
    case open
  }

  /// What it is.
  public var kind: Kind
  /// Its beginning, or the moment itself; midnight where no time was named.
  public var start: CivilDateTime
  /// Its end: the last day where it is made of days, else the time it ends.
  public var end: CivilDateTime?
  /// How exact it is.
  public var grain: Grain
  /// True where a time of day was named.
  public var hasTime: Bool
  /// True where its end is what counts: "by the end of March", "within two weeks".
  public var isDueAtEnd = false
  /// True where it looks back.
  public var isPast = false

  /// The moment at which a task is due that was given this time: the end of a stretch of days that
  /// ends ("end of March"), else its beginning.
  public var due: CivilDateTime {
    isDueAtEnd ? end ?? start : start
  }

  /// The same so many days later.
  func moved(days: Int) -> LineMoment {
    var other = self
    other.start = start.adding(wallSeconds: days * 86_400)
    other.end = end?.adding(wallSeconds: days * 86_400)
    return other
  }
}
