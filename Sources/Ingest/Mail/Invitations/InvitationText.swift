import Shared

/// What an invitation says, for the reader of the task.
enum InvitationText {
  /// A quoted block: what it is, when, where, who. Everything in it is a claim of the mail.
  static func markdown(_ invitation: Invitation, _ time: InvitationTime) -> String {
    let item = invitation.item
    var lines = ["> **" + title(invitation) + "**"]
    func add(_ label: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      lines.append("> " + label + ": " + PlainMarkdown.line(value))
    }
    add("What", time.item.summary ?? item.summary)
    add("Date", date(item, time))
    add("When", when(time))
    add("Repeats", time.rule)
    add("Other dates", otherDates(time))
    add("Where", time.item.location ?? item.location)
    add("Organizer", item.organizer.map(person))
    add("Attendees", attendees(item))
    return lines.joined(separator: "\\\n")
  }

  /// What the mail is, in two or three words.
  static func title(_ invitation: Invitation) -> String {
    let thing = invitation.item.kind == .event ? "event" : "task"
    if invitation.isDate, let title = dateTitle(invitation) { return title }
    if invitation.isCancellation { return "Cancelled \(thing)" }
    return switch invitation.method {
    case .request: invitation.item.kind == .event ? "Invitation" : "Assigned task"
    case .reply: "Answer to an invitation"
    case .counter: "Other time proposed"
    case .refresh: "Request for the latest version"
    case .add: "Added date"
    case .declineCounter: "Proposal declined"
    case .cancel, .publish: invitation.item.kind == .event ? "Event" : "Task of a calendar"
    }
  }

  /// What a mail about one date of a series is; nil where it is none of these.
  private static func dateTitle(_ invitation: Invitation) -> String? {
    if invitation.isCancellation {
      return invitation.item.isThisAndFuture ? "Cancelled from a date on" : "Cancelled date"
    }
    guard invitation.method == .request else { return nil }
    return "Invitation to a date of a series"
  }

  /// The date of the series that a mail speaks of, where it is not the time itself.
  private static func date(_ item: CalendarItem, _ time: InvitationTime) -> String? {
    guard let named = item.recurrenceID, named != item.start else { return nil }
    return "in place of " + moment(shown(named, time))
      + (item.isThisAndFuture ? ", and later ones likewise" : "")
  }

  /// Dates of the series that fall out or are moved.
  private static func otherDates(_ time: InvitationTime) -> String? {
    guard !time.exceptions.isEmpty else { return nil }
    func text(_ instant: Instant) -> String {
      let local = time.zone.local(at: instant)
      return moment(time.grain == .day ? .date(local.date) : .floating(local))
    }
    var parts = time.exceptions.prefix(InvitationLimits.namedDates).map { exception in
      switch exception.fate {
      case .moved(let place): text(exception.original) + " moved to " + text(place)
      case .cancelled, .asPlanned: text(exception.original) + " cancelled"
      }
    }
    let rest = time.exceptions.count - parts.count
    if rest > 0 { parts.append("and \(rest) more") }
    return parts.joined(separator: "; ")
  }

  private static func shown(_ moment: CivilMoment, _ time: InvitationTime) -> CivilMoment {
    guard let zone = moment.zone, zone.name == "UTC" else { return moment }
    return .zoned(time.zone.local(at: moment.instant(floatingIn: time.zone)), time.zone)
  }

  private static func moment(_ moment: CivilMoment) -> String {
    day(moment.local.date) + (moment.isDate ? "" : " " + clock(moment))
  }

  /// `Thu 2026-11-12 09:00 – 10:00 (Europe/Berlin)`.
  static func when(_ time: InvitationTime) -> String? {
    guard let instance = time.instance else { return nil }
    var text = day(instance.start.local.date)
    if !instance.start.isDate { text += " " + clock(instance.start) }
    if let end = instance.end, end != instance.start {
      var parts: [String] = []
      if end.local.date != instance.start.local.date { parts.append(day(end.local.date)) }
      if !end.isDate { parts.append(clock(end)) }
      if !parts.isEmpty { text += " – " + parts.joined(separator: " ") }
    }
    if instance.start.isDate { return text }
    return text + " (" + (instance.start.zone?.name ?? "local time") + ")"
  }

  private static func day(_ date: CivilDate) -> String {
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return names[date.weekday.rawValue - 1] + " " + date.description
  }

  private static func clock(_ moment: CivilMoment) -> String {
    String(moment.local.time.description.prefix(5))
  }

  private static func person(_ attendee: CalendarAttendee) -> String {
    guard let name = attendee.name, !name.isEmpty, name != attendee.address else {
      return attendee.address
    }
    return "\(name) (\(attendee.address))"
  }

  private static func attendees(_ item: CalendarItem) -> String {
    let people = item.attendees.prefix(InvitationLimits.namedAttendees).map { attendee in
      let status =
        attendee.status == .needsAction
        ? "" : ", " + attendee.status.rawValue.lowercased()
      return person(attendee) + status
    }
    let rest = item.attendees.count - people.count
    return people.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
  }
}
