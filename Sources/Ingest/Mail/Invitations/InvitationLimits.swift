/// Limits on invitations; reaching one leaves the rest out.
public enum InvitationLimits {
  /// Calendar parts that are read of one mail.
  public static let calendars = 4
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
  /// Instances that are looked at for it, those of the days before among them.
  public static let instances = 200
  /// Steps of work that finding the next instance may take.
  public static let work = 20_000
  /// Minutes that an estimate is made of; longer events give none.
  public static let estimatedMinutes = 7 * 24 * 60
}
