extension ICalendarWriter {
  /// The component of an event or task; fields without a value are left out.
  static func component(_ item: CalendarItem, now: Instant) -> ICalendarComponent {
    var properties: [ICalendarProperty] = []
    func add(_ name: String, _ value: String?, _ parameters: [ICalendarParameter] = []) {
      guard let value else { return }
      properties.append(ICalendarProperty(name, value, parameters: parameters))
    }
    func text(_ name: String, _ value: String?) {
      add(name, value.map(ICalendarText.escaped))
    }
    text("UID", item.identifier)
    add("DTSTAMP", utc(item.stamp ?? now))
    if item.sequence > 0 { add("SEQUENCE", "\(item.sequence)") }
    if let recurrenceID = item.recurrenceID {
      let range = item.isThisAndFuture ? [ICalendarParameter("RANGE", ["THISANDFUTURE"])] : []
      properties.append(time("RECURRENCE-ID", recurrenceID, range))
    }
    if let start = item.start { properties.append(time("DTSTART", start)) }
    switch item.length {
    case nil: break
    case .duration(let duration): add("DURATION", duration.description)
    case .seconds: if let end = item.end { properties.append(time("DTEND", end)) }
    }
    if let due = item.due { properties.append(time("DUE", due)) }
    for rule in item.rules { add("RRULE", rule.description) }
    for date in item.dates { properties.append(single(date)) }
    for exception in item.exceptions { properties.append(time("EXDATE", exception)) }
    text("SUMMARY", item.summary)
    text("DESCRIPTION", item.details)
    text("LOCATION", item.location)
    add("URL", item.address.map(singleLine))
    add("STATUS", item.status?.rawValue)
    if item.isTransparent { add("TRANSP", "TRANSPARENT") }
    add("CLASS", item.classification.map(singleLine))
    add("PRIORITY", item.priority.map(String.init))
    if !item.categories.isEmpty {
      add("CATEGORIES", item.categories.map(ICalendarText.escaped).joined(separator: ","))
    }
    add("COMPLETED", item.completed.map(utc))
    add("PERCENT-COMPLETE", item.percentComplete.map(String.init))
    add("LAST-MODIFIED", item.lastModified.map(utc))
    if let organizer = item.organizer { properties.append(person("ORGANIZER", organizer)) }
    properties += item.attendees.map { person("ATTENDEE", $0) }
    for attachment in item.attachments {
      let type = attachment.mediaType.map { [ICalendarParameter("FMTTYPE", [$0])] } ?? []
      add("ATTACH", attachment.address.map(singleLine), type)
    }
    return ICalendarComponent(item.kind.rawValue, properties: properties)
  }

  /// The component of busy times.
  static func component(_ freeBusy: CalendarFreeBusy, now: Instant) -> ICalendarComponent {
    var properties = [
      ICalendarProperty("UID", ICalendarText.escaped(freeBusy.identifier)),
      ICalendarProperty("DTSTAMP", utc(now)),
    ]
    if let lower = freeBusy.range.lower {
      properties.append(ICalendarProperty("DTSTART", utc(lower)))
    }
    if let upper = freeBusy.range.upper {
      properties.append(ICalendarProperty("DTEND", utc(upper)))
    }
    if let organizer = freeBusy.organizer { properties.append(person("ORGANIZER", organizer)) }
    properties += freeBusy.attendees.map { person("ATTENDEE", $0) }
    for period in freeBusy.periods {
      guard let lower = period.range.lower, let upper = period.range.upper else { continue }
      properties.append(
        ICalendarProperty(
          "FREEBUSY", "\(utc(lower))/\(utc(upper))",
          parameters: [ICalendarParameter("FBTYPE", [period.kind.rawValue])]))
    }
    return ICalendarComponent("VFREEBUSY", properties: properties)
  }

  private static func utc(_ instant: Instant) -> String {
    BasicDateTime.text(Zone.utc.local(at: instant)) + "Z"
  }

  private static func time(
    _ name: String, _ moment: CivilMoment, _ parameters: [ICalendarParameter] = []
  ) -> ICalendarProperty {
    switch moment {
    case .date(let date):
      return ICalendarProperty(
        name, BasicDateTime.text(date),
        parameters: [ICalendarParameter("VALUE", ["DATE"])] + parameters)
    case .floating(let local):
      return ICalendarProperty(name, BasicDateTime.text(local), parameters: parameters)
    case .zoned(let local, let zone) where zone == .utc:
      return ICalendarProperty(name, BasicDateTime.text(local) + "Z", parameters: parameters)
    case .zoned(let local, let zone):
      return ICalendarProperty(
        name, BasicDateTime.text(local),
        parameters: [ICalendarParameter("TZID", [zone.name])] + parameters)
    }
  }

  /// An RDATE, as a period where it has a length of its own.
  private static func single(_ date: CalendarDate) -> ICalendarProperty {
    let plain = time("RDATE", date.start)
    let length: CivilDuration
    switch date.length {
    case nil: return plain
    case .duration(let duration): length = duration
    case .seconds(let seconds): length = CivilDuration(seconds: seconds)
    }
    return ICalendarProperty(
      "RDATE", "\(plain.value)/\(length)",
      parameters: [ICalendarParameter("VALUE", ["PERIOD"])] + plain.parameters)
  }

  private static func person(_ name: String, _ person: CalendarAttendee) -> ICalendarProperty {
    var parameters: [ICalendarParameter] = []
    if let common = person.name { parameters.append(ICalendarParameter("CN", [common])) }
    if name == "ATTENDEE" {
      if person.kind != "INDIVIDUAL" {
        parameters.append(ICalendarParameter("CUTYPE", [person.kind]))
      }
      if person.role != "REQ-PARTICIPANT" {
        parameters.append(ICalendarParameter("ROLE", [person.role]))
      }
      parameters.append(ICalendarParameter("PARTSTAT", [person.status.rawValue]))
      if person.wantsReply { parameters.append(ICalendarParameter("RSVP", ["TRUE"])) }
    }
    let address = singleLine(person.address)
    let isPlain = address.contains("@") && !address.contains(":")
    return ICalendarProperty(name, (isPlain ? "mailto:" : "") + address, parameters: parameters)
  }

  /// A value that is no TEXT holds no line ends, which would begin another property.
  private static func singleLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
  }
}
