import Shared

/// A person of an invitation as task and row keep them.
struct InvitationAttendee: Hashable, Sendable {
  /// The address in lower case.
  var address: String
  /// The name that the calendar gives.
  var name: String?
  /// Whether the person comes.
  var status: CalendarAttendee.Status
  /// ROLE in capitals.
  var role: String
  /// When the person last answered, by DTSTAMP of the answer.
  var answeredAt: Instant?

  /// The person of a calendar; nil where no address is given.
  init?(_ attendee: CalendarAttendee) {
    guard !attendee.address.isEmpty else { return nil }
    address = Self.cut(attendee.address).lowercased()
    name = attendee.name.map(Self.cut)
    status = attendee.status
    role = Self.cut(attendee.role)
  }

  /// Reads one back; nil where it is none.
  init?(_ json: JSONValue) {
    guard let address = json["address"]?.stringValue else { return nil }
    self.address = address
    name = json["name"]?.stringValue
    status = json["status"]?.stringValue.flatMap(Self.status) ?? .needsAction
    role = json["role"]?.stringValue ?? "REQ-PARTICIPANT"
    answeredAt = json["answered_at"]?.stringValue.flatMap { Instant($0) }
  }

  /// The person as JSON; `status` is PARTSTAT in lower case.
  var json: JSONValue {
    .members([
      "address": .string(address), "name": name.map { .string($0) },
      "status": .string(Self.word(status)), "role": .string(role),
      "answered_at": answeredAt.map { .string($0.description) },
    ])
  }

  /// The people of an item, the organizer not among them unless invited.
  static func list(_ item: CalendarItem) -> [InvitationAttendee] {
    var seen: Set<String> = []
    var list: [InvitationAttendee] = []
    for attendee in item.attendees where list.count < InvitationLimits.attendees {
      guard let person = InvitationAttendee(attendee), seen.insert(person.address).inserted
      else { continue }
      list.append(person)
    }
    return list
  }

  /// PARTSTAT as a word for people and rows.
  static func word(_ status: CalendarAttendee.Status) -> String {
    status.rawValue.lowercased().split(separator: "-").joined(separator: "_")
  }

  private static func status(_ word: String) -> CalendarAttendee.Status? {
    CalendarAttendee.Status(
      rawValue: word.uppercased().split(separator: "_").joined(separator: "-"))
  }

  private static func cut(_ text: String) -> String {
    let kept = text.unicodeScalars.prefix(InvitationLimits.textCharacters).filter { $0 != "\0" }
    return String(String.UnicodeScalarView(kept))
  }
}
