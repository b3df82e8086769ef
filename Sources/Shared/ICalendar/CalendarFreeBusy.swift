/// Who is taken when: VFREEBUSY (RFC 5545 section 3.6.4).
public struct CalendarFreeBusy: Hashable, Sendable {
  /// FBTYPE.
  public enum Kind: String, Hashable, Sendable {
    /// Nothing planned.
    case free = "FREE"
    /// Taken.
    case busy = "BUSY"
    /// Not to be had, such as out of hours.
    case unavailable = "BUSY-UNAVAILABLE"
    /// Perhaps taken.
    case tentative = "BUSY-TENTATIVE"
  }

  /// One period and its kind.
  public struct Period: Hashable, Sendable {
    /// When.
    public var range: InstantRange
    /// How taken.
    public var kind: Kind

    /// A period of that kind.
    public init(_ range: InstantRange, kind: Kind = .busy) {
      self.range = range
      self.kind = kind
    }
  }

  /// UID; empty where the calendar gave none.
  public var identifier: String
  /// What the component speaks of, from DTSTART to DTEND.
  public var range: InstantRange
  /// ORGANIZER.
  public var organizer: CalendarAttendee?
  /// ATTENDEE.
  public var attendees: [CalendarAttendee] = []
  /// FREEBUSY, in the order given.
  public var periods: [Period]

  /// The periods of one component.
  public init(identifier: String, range: InstantRange, periods: [Period] = []) {
    self.identifier = identifier
    self.range = range
    self.periods = periods
  }
}
