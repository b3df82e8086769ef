import Shared

/// An event as Google's API writes it, turned into iCalendar text, so that one engine expands all.
enum GoogleEvent {
  /// The event as a calendar; nil where it has no times. An exception of a series carries the
  /// series' identifier and the start that it replaces.
  static func calendar(_ id: String, _ event: JSONValue) -> String? {
    let series = event["recurringEventId"]?.stringValue
    let original = event["originalStartTime"]
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//fractal//google//EN", "BEGIN:VEVENT",
      "UID:\(text(series ?? id))",
    ]
    if series != nil {
      guard let time = original.flatMap({ self.time("RECURRENCE-ID", $0) }) else { return nil }
      lines.append(time)
    }
    let start = event["start"].flatMap { time("DTSTART", $0) }
    // A cancelled exception may come without times of its own: it takes the place it had.
    guard let start = start ?? original.flatMap({ time("DTSTART", $0) }) else { return nil }
    lines.append(start)
    if let end = event["end"].flatMap({ time("DTEND", $0) }) { lines.append(end) }
    for rule in event["recurrence"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
      lines.append(oneLine(rule))
    }
    if let title = event["summary"]?.stringValue { lines.append("SUMMARY:\(text(title))") }
    lines.append("STATUS:\((event["status"]?.stringValue ?? "confirmed").uppercased())")
    if event["transparency"]?.stringValue == "transparent" { lines.append("TRANSP:TRANSPARENT") }
    if let kind = event["eventType"]?.stringValue {
      lines.append("X-GOOGLE-EVENT-TYPE:\(text(kind.uppercased()))")
    }
    if event["extendedProperties"]?["private"]?["fractalBlock"] != nil {
      lines.append("\(BusyRules.ownProperty):1")
    }
    lines += attendees(event)
    lines += ["END:VEVENT", "END:VCALENDAR", ""]
    return lines.joined(separator: "\r\n")
  }

  private static func attendees(_ event: JSONValue) -> [String] {
    var lines: [String] = []
    for person in event["attendees"]?.arrayValue?.prefix(200) ?? [] {
      guard person["self"]?.boolValue ?? false else { continue }
      let answer =
        switch person["responseStatus"]?.stringValue {
        case "declined": "DECLINED"
        case "tentative": "TENTATIVE"
        case "accepted": "ACCEPTED"
        default: "NEEDS-ACTION"
        }
      // Who this is matters more than the address: the rules look for us by this one.
      lines.append("ATTENDEE;PARTSTAT=\(answer):mailto:\(BusyRules.selfAddress)")
    }
    return lines
  }

  /// `start`, `end` or `originalStartTime`: a date, or a time with an offset and perhaps a zone.
  private static func time(_ name: String, _ value: JSONValue) -> String? {
    if let date = value["date"]?.stringValue.flatMap({ CivilDate($0) }) {
      return "\(name);VALUE=DATE:\(date.description.filter { $0 != "-" })"
    }
    guard let instant = value["dateTime"]?.stringValue.flatMap({ Instant($0) }) else { return nil }
    guard let zoneName = value["timeZone"]?.stringValue,
      let zone = try? TimeZoneDatabase.system.zone(named: zoneName)
    else { return "\(name):\(basic(Zone.utc.local(at: instant)))Z" }
    return "\(name);TZID=\(zone.name):\(basic(zone.local(at: instant)))"
  }

  private static func basic(_ local: CivilDateTime) -> String {
    String(local.description.filter { $0 != "-" && $0 != ":" }.prefix(15))
  }

  private static func oneLine(_ text: String) -> String {
    String(text.prefix(8_000).map { $0.isNewline ? " " : $0 })
  }

  /// Escaped as RFC 5545 section 3.3.11 says; control characters are dropped.
  private static func text(_ text: String) -> String {
    var result = ""
    for character in text.prefix(2_000) {
      switch character {
      case "\\", ";", ",": result += "\\\(character)"
      case "\0": continue
      case _ where character.isNewline: result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }
}
