/// What the iCalendar parser accepts at most. Reaching a limit ends the reading with a warning; what
/// was read until then stands.
public enum ICalendarLimits {
  /// Bytes of one calendar.
  public static let bytes = 32 << 20

  /// Bytes of one unfolded line; the rest of a longer one is dropped.
  public static let lineBytes = 256 << 10

  /// Components of one calendar, VEVENT and those inside it alike.
  public static let components = 50_000

  /// Components inside components.
  public static let depth = 8

  /// Properties of one component; later ones are dropped.
  public static let properties = 2_000

  /// Parameters of one property; later ones are dropped.
  public static let parameters = 50

  /// Values of one parameter, or items of one list; later ones are dropped.
  public static let listItems = 20_000

  /// Warnings kept; later ones are counted only.
  public static let warnings = 100

  /// Years that a VTIMEZONE is worked out for.
  public static let zoneYears = 1900...2100
}
