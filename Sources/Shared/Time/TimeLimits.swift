/// What this module accepts at most; reaching a limit gives an error, never a truncated value.
public enum TimeLimits {
  /// Bytes of one compiled zone file; the largest of the IANA database has under 4 KB.
  public static let zoneFileBytes = 262_144

  /// Transitions of one zone, in its file or its VTIMEZONE.
  public static let transitions = 10_000

  /// Bytes of a zone's name.
  public static let zoneNameBytes = 256

  /// Zones kept in memory; later ones are read anew each time.
  public static let cachedZones = 2_000

  /// Files looked at while the names of the zone directory are listed.
  public static let zoneFiles = 10_000

  /// Bytes of a duration's text.
  public static let durationBytes = 64

  /// The greatest number in a duration, whatever its unit.
  public static let durationNumber = 999_999_999
}
