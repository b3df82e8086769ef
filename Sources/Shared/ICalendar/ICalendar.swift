/// A calendar as it was sent or fetched: VCALENDAR, read leniently.
public struct ICalendar: Hashable, Sendable {
  /// METHOD; nil where there is none (a file) or an unknown one.
  public var method: CalendarMethod?
  /// PRODID.
  public var product: String?
  /// X-WR-CALNAME or NAME.
  public var name: String?
  /// X-WR-TIMEZONE: the zone that its floating times are meant in, where it is known.
  public var zone: Zone?
  /// VEVENT and VTODO, in the order given.
  public var items: [CalendarItem] = []
  /// VFREEBUSY, in the order given.
  public var freeBusy: [CalendarFreeBusy] = []
  /// What was not as it should be, at most `ICalendarLimits.warnings`.
  public var warnings: [ICalendarWarning] = []

  /// An empty calendar.
  public init() {}

  /// Reads a whole calendar; several VCALENDARs in one text are read as one.
  ///
  /// Zones come from the database by name; a VTIMEZONE is used where the database does not know the
  /// name.
  public init(parsing bytes: [UInt8], zones: TimeZoneDatabase = .system) {
    var parser = ICalendarParser()
    var components: [ICalendarComponent] = []
    parser.feed(bytes) { components.append($0) }
    parser.finish { components.append($0) }
    var reader = CalendarReader(zones: zones)
    for component in components where component.name == "VTIMEZONE" { reader.addZone(component) }
    for property in parser.calendarProperties { set(property, zones: zones) }
    reader.needsStart = ![.cancel, .reply, .refresh, .declineCounter].contains(method)
    for component in components {
      switch component.name {
      case "VEVENT", "VTODO": if let item = reader.item(component) { items.append(item) }
      case "VFREEBUSY": freeBusy.append(reader.freeBusy(component))
      default: break
      }
    }
    warnings = Array((parser.warnings + reader.warnings).prefix(ICalendarLimits.warnings))
  }

  private mutating func set(_ property: ICalendarProperty, zones: TimeZoneDatabase) {
    switch property.name {
    case "METHOD": method = CalendarMethod(rawValue: property.value.uppercased())
    case "PRODID": product = property.text
    case "X-WR-CALNAME", "NAME": name = property.text
    case "X-WR-TIMEZONE", "TIMEZONE-ID": zone = try? zones.zone(named: property.text)
    default: break
    }
  }
}
