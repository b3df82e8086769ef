/// Turns components into events, tasks and busy times, with the zones that the calendar brought.
public struct CalendarReader {
  private let zones: TimeZoneDatabase
  /// False where events may come without DTSTART, as cancellations and answers do (RFC 5546
  /// sections 3.2.3 and 3.2.5).
  var needsStart = true
  private var own: [String: Zone] = [:]
  /// What was wrong with the components so far, at most `ICalendarLimits.warnings`.
  public private(set) var warnings: [ICalendarWarning] = []

  /// A reader that knows the zones of that database.
  public init(zones: TimeZoneDatabase) {
    self.zones = zones
  }

  /// Notes what is wrong, and on which line.
  mutating func warn(_ code: ICalendarWarning.Code, _ line: Int) {
    guard warnings.count < ICalendarLimits.warnings else { return }
    warnings.append(ICalendarWarning(code: code, line: line))
  }

  /// Remembers a VTIMEZONE for the names that the database does not know.
  public mutating func addZone(_ component: ICalendarComponent) {
    guard let name = component.property("TZID")?.text, own.count < TimeLimits.cachedZones else {
      return
    }
    if (try? zones.zone(named: name)) != nil { return }
    if let location = component.property("X-LIC-LOCATION")?.text,
      let zone = try? zones.zone(named: location)
    {
      own[name] = zone
    } else if let data = TimeZoneData(component) {
      own[name] = Zone(name: name, data: data)
    } else {
      warn(.malformedZone, component.line)
    }
  }

  /// The zone of a TZID, nil where neither the database nor the calendar knows it.
  func zone(_ name: String) -> Zone? {
    if let zone = own[name] { return zone }
    return try? zones.zone(named: name)
  }

  /// The moment that a DATE or DATE-TIME says.
  mutating func moment(_ property: ICalendarProperty) -> CivilMoment? {
    moment(property.value, of: property)
  }

  /// The moment of one item of a property's value.
  mutating func moment(_ value: String, of property: ICalendarProperty) -> CivilMoment? {
    guard let time = LenientDateTime(value) else {
      warn(.malformedTime, property.line)
      return nil
    }
    guard let clock = time.time, property.parameter("VALUE")?.uppercased() != "DATE" else {
      return .date(time.date)
    }
    let local = CivilDateTime(time.date, clock)
    if time.isUTC { return .zoned(local, .utc) }
    guard let name = property.parameter("TZID"), !name.isEmpty else { return .floating(local) }
    if let zone = zone(name) { return .zoned(local, zone) }
    warn(.unknownZone, property.line)
    return .floating(local)
  }

  /// The moments of a property that holds a list of them.
  mutating func moments(_ property: ICalendarProperty) -> [CivilMoment] {
    var moments: [CivilMoment] = []
    for item in ICalendarText.items(property.value) where !item.isEmpty {
      if let moment = moment(item, of: property) { moments.append(moment) }
    }
    return moments
  }

  /// The instant of a property in UTC; a time without `Z` is read as UTC.
  mutating func instant(_ property: ICalendarProperty) -> Instant? {
    moment(property)?.instant(floatingIn: .utc)
  }

  /// The duration of a property; nil, with a warning, where it holds none.
  mutating func duration(_ property: ICalendarProperty) -> CivilDuration? {
    guard let duration = CivilDuration(property.value.filter { !$0.isWhitespace }) else {
      warn(.malformedDuration, property.line)
      return nil
    }
    return duration
  }

  /// The whole number of a property; nil, with a warning, where it is none of the range.
  mutating func number(_ property: ICalendarProperty, _ range: ClosedRange<Int>) -> Int? {
    let text = property.value.filter { !$0.isWhitespace }
    guard let number = Int(text), range.contains(number) else {
      warn(.malformedNumber, property.line)
      return nil
    }
    return number
  }
}
