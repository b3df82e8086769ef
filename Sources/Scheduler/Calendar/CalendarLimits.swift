/// What is fetched from calendars at most.
public enum CalendarLimits {
  /// Calendars of one person in one workspace.
  public static let calendars: Int64 = 20
  /// Bytes of one feed, and of one answer of a server.
  public static let bytes = 32 << 20
  /// Bytes of all resources of one calendar together.
  public static let calendarBytes = 32 << 20
  /// Bytes that one plan reads of one person's calendars; the small calendars go first.
  public static let personBytes: Int64 = 64 << 20
  /// Seconds that one request may take.
  public static let requestSeconds = 60
  /// Resources of one calendar.
  public static let resources = 20_000
  /// Answers in which a CalDAV server may tell of one set of changes.
  public static let rounds = 100
  /// Resources that one request to a CalDAV server asks for.
  public static let resourcesPerRequest = 100
  /// Pages of one list of a Google calendar.
  public static let pages = 200
  /// Entries of a page of a Google calendar.
  public static let pageEntries = 250
  /// Days back that are fetched.
  public static let daysBack = 2
  /// Days ahead that are fetched.
  public static let daysAhead = 120
  /// Minutes for which a sign-in at Google may take.
  public static let signInMinutes = 15
  /// Elements of one XML answer.
  public static let elements = 500_000
  /// How deep elements may nest.
  public static let depth = 64
}
