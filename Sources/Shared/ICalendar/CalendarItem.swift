/// An event or a task of a calendar: VEVENT or VTODO.
public struct CalendarItem: Hashable, Sendable {
  /// Which component it is.
  public enum Kind: String, Hashable, Sendable {
    /// VEVENT.
    case event = "VEVENT"
    /// VTODO.
    case task = "VTODO"
  }

  /// STATUS of both kinds.
  public enum Status: String, Hashable, Sendable {
    /// An event that may take place.
    case tentative = "TENTATIVE"
    /// An event that takes place.
    case confirmed = "CONFIRMED"
    /// Called off.
    case cancelled = "CANCELLED"
    /// A task not begun.
    case needsAction = "NEEDS-ACTION"
    /// A finished task.
    case completed = "COMPLETED"
    /// A task begun.
    case inProcess = "IN-PROCESS"
  }

  /// How long an item lasts.
  public enum Length: Hashable, Sendable {
    /// Exactly so many seconds of the clock (a DTEND between times; RFC 5545 section 3.8.5.3).
    case seconds(Int)
    /// So much by the calendar and the clock (DURATION, or a DTEND between days).
    case duration(CivilDuration)
  }

  /// Event or task.
  public var kind: Kind
  /// UID; empty where the calendar gave none.
  public var identifier: String
  /// RECURRENCE-ID: which instance of the series this one replaces.
  public var recurrenceID: CivilMoment?
  /// RANGE=THISANDFUTURE: it replaces the later instances too.
  public var isThisAndFuture = false
  /// SEQUENCE.
  public var sequence = 0
  /// DTSTAMP.
  public var stamp: Instant?
  /// LAST-MODIFIED.
  public var lastModified: Instant?
  /// SUMMARY.
  public var summary: String?
  /// DESCRIPTION.
  public var details: String?
  /// LOCATION.
  public var location: String?
  /// URL.
  public var address: String?
  /// STATUS.
  public var status: Status?
  /// TRANSP=TRANSPARENT: it takes no time from anyone.
  public var isTransparent = false
  /// CLASS in capitals.
  public var classification: String?
  /// PRIORITY, 1 (highest) to 9; 0 and nil are none.
  public var priority: Int?
  /// CATEGORIES.
  public var categories: [String] = []
  /// DTSTART; nil for a task without one.
  public var start: CivilMoment?
  /// From DTEND or DURATION; nil where neither stands.
  public var length: Length?
  /// DUE, of a task.
  public var due: CivilMoment?
  /// COMPLETED, of a task.
  public var completed: Instant?
  /// PERCENT-COMPLETE, of a task.
  public var percentComplete: Int?
  /// RRULE.
  public var rules: [RecurrenceRule] = []
  /// RDATE, with a length of its own where it is a period.
  public var dates: [CalendarDate] = []
  /// EXDATE.
  public var exceptions: [CivilMoment] = []
  /// ORGANIZER.
  public var organizer: CalendarAttendee?
  /// ATTENDEE.
  public var attendees: [CalendarAttendee] = []
  /// ATTACH.
  public var attachments: [CalendarAttachment] = []
  /// The component as it stood, for what has no field here.
  public var component: ICalendarComponent?

  /// An item of that kind and identifier.
  public init(_ kind: Kind, identifier: String) {
    self.kind = kind
    self.identifier = identifier
  }

  /// The end of an instance that begins at a moment; the moment itself where nothing gives a length,
  /// a day later for whole days.
  public func end(ofInstanceAt start: CivilMoment) -> CivilMoment {
    switch length {
    case nil: return start.isDate ? start.adding(CivilDuration(days: 1)) : start
    case .duration(let duration): return start.adding(duration)
    case .seconds(let seconds): return start.adding(CivilDuration(seconds: seconds))
    }
  }

  /// DTEND, or what DURATION makes it; nil without a start.
  public var end: CivilMoment? {
    start.map(end(ofInstanceAt:))
  }

  /// True where the item has rules or dates of its own.
  public var isRecurring: Bool {
    !rules.isEmpty || !dates.isEmpty
  }
}
