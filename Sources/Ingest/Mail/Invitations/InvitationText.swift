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
    if item.kind == .event || item.summary != nil { add("What", item.summary) }
    add("When", when(time))
    add("Repeats", time.rule)
    add("Where", item.location)
    add("Organizer", item.organizer.map(person))
    add("Attendees", attendees(item))
    if invitation.otherCount > 0 { add("Others in this mail", "\(invitation.otherCount)") }
    return lines.joined(separator: "\\\n")
  }

  /// What the mail is, in two or three words.
  static func title(_ invitation: Invitation) -> String {
    let thing = invitation.item.kind == .event ? "event" : "task"
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
