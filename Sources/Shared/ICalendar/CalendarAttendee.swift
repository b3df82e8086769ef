/// A person on an invitation: ATTENDEE or ORGANIZER (RFC 5545 section 3.8.4).
public struct CalendarAttendee: Hashable, Sendable {
  /// Whether the person comes: PARTSTAT.
  public enum Status: String, Hashable, Sendable {
    /// Not answered.
    case needsAction = "NEEDS-ACTION"
    /// Comes.
    case accepted = "ACCEPTED"
    /// Does not come.
    case declined = "DECLINED"
    /// May come.
    case tentative = "TENTATIVE"
    /// Has sent another.
    case delegated = "DELEGATED"
    /// Has finished (tasks).
    case completed = "COMPLETED"
    /// Is at it (tasks).
    case inProcess = "IN-PROCESS"
  }

  /// The calendar address without `mailto:`; as it stands where it is no mail address.
  public var address: String
  /// CN, the name.
  public var name: String?
  /// PARTSTAT; an unknown word counts as not answered.
  public var status = Status.needsAction
  /// ROLE in capitals: `REQ-PARTICIPANT` unless given.
  public var role = "REQ-PARTICIPANT"
  /// CUTYPE in capitals: `INDIVIDUAL` unless given.
  public var kind = "INDIVIDUAL"
  /// RSVP: whether an answer is asked for.
  public var wantsReply = false

  /// A person at that address.
  public init(address: String, name: String? = nil) {
    self.address = address
    self.name = name
  }

  /// The person of an ATTENDEE or ORGANIZER property.
  public init(_ property: ICalendarProperty) {
    address = CalendarAttendee.address(property.value)
    name = property.parameter("CN")
    if address.isEmpty, let mail = property.parameter("EMAIL") {
      address = CalendarAttendee.address(mail)
    }
    status =
      property.parameter("PARTSTAT").flatMap { Status(rawValue: $0.uppercased()) }
      ?? .needsAction
    role = property.parameter("ROLE")?.uppercased() ?? role
    kind = property.parameter("CUTYPE")?.uppercased() ?? kind
    wantsReply = property.parameter("RSVP")?.uppercased() == "TRUE"
  }

  private static func address(_ value: String) -> String {
    let bytes = Array(value.utf8)
    let rest =
      bytes.count >= 7 && String(decoding: bytes[..<7], as: UTF8.self).lowercased() == "mailto:"
      ? bytes[7...] : bytes[...]
    let text = String(decoding: rest, as: UTF8.self)
    return text.split(separator: " ", omittingEmptySubsequences: true).joined()
  }
}
