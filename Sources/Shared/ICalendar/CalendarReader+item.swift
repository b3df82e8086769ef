extension CalendarReader {
  /// The event or task of a VEVENT or VTODO; nil where an event that needs one has no readable
  /// start.
  public mutating func item(_ component: ICalendarComponent) -> CalendarItem? {
    guard let kind = CalendarItem.Kind(rawValue: component.name) else { return nil }
    var item = CalendarItem(kind, identifier: component.property("UID")?.text ?? "")
    if item.identifier.isEmpty { warn(.missingProperty, component.line) }
    item.component = component
    var end: CivilMoment?
    var duration: CivilDuration?
    for property in component.properties {
      switch property.name {
      case "DTSTART": item.start = item.start ?? moment(property)
      case "DTEND": end = end ?? moment(property)
      case "DURATION": duration = duration ?? self.duration(property)
      case "DUE": item.due = item.due ?? moment(property)
      case "RECURRENCE-ID":
        item.recurrenceID = item.recurrenceID ?? moment(property)
        item.isThisAndFuture = property.parameter("RANGE")?.uppercased() == "THISANDFUTURE"
      case "RRULE", "RDATE", "EXDATE", "EXRULE": setRecurrence(property, of: &item)
      case "DTSTAMP": item.stamp = instant(property)
      case "LAST-MODIFIED": item.lastModified = instant(property)
      case "COMPLETED": item.completed = instant(property)
      case "SEQUENCE": item.sequence = number(property, 0...Int(Int32.max)) ?? 0
      case "PRIORITY": item.priority = number(property, 0...9)
      case "PERCENT-COMPLETE": item.percentComplete = number(property, 0...100)
      default: setText(property, of: &item)
      }
    }
    // What is said of one date may leave the date's own start out.
    if kind == .event, item.start == nil { item.start = item.recurrenceID }
    setLength(of: &item, end: end, duration: duration, line: component.line)
    if kind == .event, item.start == nil, needsStart {
      warn(.missingProperty, component.line)
      return nil
    }
    return item
  }

  private func setText(_ property: ICalendarProperty, of item: inout CalendarItem) {
    switch property.name {
    case "SUMMARY": item.summary = property.text
    case "DESCRIPTION": item.details = property.text
    case "LOCATION": item.location = property.text
    case "URL": item.address = property.value
    case "CLASS": item.classification = property.value.uppercased()
    case "STATUS": item.status = CalendarItem.Status(rawValue: property.value.uppercased())
    case "TRANSP": item.isTransparent = property.value.uppercased() == "TRANSPARENT"
    case "CATEGORIES": item.categories += property.texts.filter { !$0.isEmpty }
    case "ORGANIZER": item.organizer = CalendarAttendee(property)
    case "ATTENDEE": item.attendees.append(CalendarAttendee(property))
    case "ATTACH": item.attachments.append(CalendarAttachment(property))
    default: break
    }
  }

  private mutating func setRecurrence(_ property: ICalendarProperty, of item: inout CalendarItem) {
    switch property.name {
    case "RRULE":
      guard item.rules.count < RecurrenceLimits.rules,
        let read = try? RecurrenceRule.lenient(parsing: Array(property.value.utf8))
      else { return warn(.malformedRule, property.line) }
      if !read.forgiven.isEmpty { warn(.forgivenRule, property.line) }
      item.rules.append(read.rule)
    case "RDATE":
      for value in ICalendarText.items(property.value) where !value.isEmpty {
        guard item.dates.count < RecurrenceLimits.dates else {
          return warn(.limit, property.line)
        }
        if let date = date(value, of: property) { item.dates.append(date) }
      }
    case "EXDATE":
      let moments = moments(property)
      guard item.exceptions.count + moments.count <= RecurrenceLimits.dates else {
        return warn(.limit, property.line)
      }
      item.exceptions += moments
    default: warn(.exceptionRule, property.line)
    }
  }

  private mutating func date(_ value: String, of property: ICalendarProperty) -> CalendarDate? {
    let sides = value.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let start = moment(sides[0], of: property) else { return nil }
    guard sides.count == 2 else { return CalendarDate(start) }
    if let duration = CivilDuration(sides[1]) {
      return CalendarDate(start, length: .duration(duration))
    }
    guard let end = moment(sides[1], of: property) else { return nil }
    let seconds =
      end.instant(floatingIn: .utc).seconds - start.instant(floatingIn: .utc).seconds
    return CalendarDate(start, length: .seconds(max(0, Int(seconds))))
  }

  private mutating func setLength(
    of item: inout CalendarItem, end: CivilMoment?, duration: CivilDuration?, line: Int
  ) {
    guard let start = item.start else { return }
    if let end {
      if start.isDate {
        let days = end.local.date.days(since: start.local.date)
        // Many programs write the day itself as the end of a whole day.
        if days < 0 { warn(.endBeforeStart, line) }
        item.length = .duration(CivilDuration(days: max(1, days)))
      } else {
        // A start and an end of different kinds are compared in the start's zone.
        let zone = start.zone ?? .utc
        let seconds =
          end.instant(floatingIn: zone).seconds - start.instant(floatingIn: zone).seconds
        if seconds < 0 { warn(.endBeforeStart, line) }
        item.length = .seconds(max(0, Int(seconds)))
      }
    } else if let duration {
      let isNegative = duration.months < 0 || duration.days < 0 || duration.seconds < 0
      if isNegative { warn(.endBeforeStart, line) }
      item.length = .duration(isNegative ? .zero : duration)
    }
  }

  /// The busy times of a VFREEBUSY. Times are UTC; those written otherwise are read as such.
  public mutating func freeBusy(_ component: ICalendarComponent) -> CalendarFreeBusy {
    let lower = component.property("DTSTART").flatMap { instant($0) }
    let upper = component.property("DTEND").flatMap { instant($0) }
    var result = CalendarFreeBusy(
      identifier: component.property("UID")?.text ?? "",
      range: InstantRange(lower: lower, upper: upper))
    result.organizer = component.property("ORGANIZER").map(CalendarAttendee.init)
    result.attendees = component.properties("ATTENDEE").map { CalendarAttendee($0) }
    for property in component.properties("FREEBUSY") {
      let kind =
        property.parameter("FBTYPE").flatMap {
          CalendarFreeBusy.Kind(rawValue: $0.uppercased())
        } ?? .busy
      for value in ICalendarText.items(property.value) where !value.isEmpty {
        guard let date = date(value, of: property), let length = date.length,
          result.periods.count < ICalendarLimits.listItems
        else {
          warn(.malformedTime, property.line)
          continue
        }
        var item = CalendarItem(.event, identifier: "")
        item.length = length
        let range = InstantRange(
          lower: date.start.instant(floatingIn: .utc),
          upper: item.end(ofInstanceAt: date.start).instant(floatingIn: .utc))
        result.periods.append(CalendarFreeBusy.Period(range, kind: kind))
      }
    }
    return result
  }
}
