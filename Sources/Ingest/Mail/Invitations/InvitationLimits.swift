/// Limits on invitations; reaching one leaves the rest out.
public enum InvitationLimits {
  /// Calendar parts that are read of one mail.
  public static let calendars = 4
  /// Events and tasks of one mail that become tasks.
  public static let events = 50
  /// Characters of a stored series; a larger one is not kept, and mails about single dates of it only
  /// comment.
  public static let seriesCharacters = 65_536
  /// Dates of a series that stand otherwise than its rule has them; the oldest go.
  public static let changedDates = 200
  /// Changed dates named in the description.
  public static let namedDates = 10
  /// Events of one mail that its task describes; the others are only its sub-tasks.
  public static let describedEvents = 20
  /// Bytes of a calendar part that is read; a larger one is only a file.
  public static let calendarBytes = 1 << 20
  /// Characters of a UID that is a key as it stands.
  public static let identifierCharacters = 300
  /// Attendees kept of an invitation.
  public static let attendees = 200
  /// Attendees named in the description.
  public static let namedAttendees = 20
  /// Characters of a place, a name or an address kept.
  public static let textCharacters = 500
  /// Years in which an invitation may take place; outside of them it has no time.
  public static let years = 1970...2200
  /// Days ahead in which the next instance of a running series is looked for.
  public static let daysAhead: Int64 = 400
  /// Days ahead in which it is looked for where that gives none, as every fourth year.
  public static let rareDaysAhead: Int64 = 5_000
  /// Days before the date that a task stands for in which its series is looked at too, for dates that
  /// were moved to before it.
  public static let daysBack: Int64 = 31
  /// Instances that are looked at for it, those of the days before among them.
  public static let instances = 300
  /// Steps of work that finding the next instance may take.
  public static let work = 20_000
  /// Minutes that an estimate is made of; longer events give none.
  public static let estimatedMinutes = 7 * 24 * 60
}
