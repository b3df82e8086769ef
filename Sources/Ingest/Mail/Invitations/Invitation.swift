import FoundationEssentials
import Shared

/// What the calendar part of a mail asks for (RFC 5545, RFC 5546, RFC 6047): one event or task.
struct Invitation: Sendable {
  /// METHOD; `publish` where the calendar names none.
  let method: CalendarMethod
  /// UID, never empty.
  let identifier: String
  /// All components of that identifier.
  let series: CalendarSeries
  /// The zone that the calendar means its floating times in, where it says so.
  let zone: Zone?
  /// How many other events and tasks the mail brings.
  let otherCount: Int
  /// True where something in the calendar could not be read as it stands.
  let isDoubtful: Bool

  /// Reads the calendar parts of a mail; nil where none holds an event or a task with a UID.
  ///
  /// The first event counts. Clients send the same calendar twice, as an alternative and as a file.
  init?(_ calendars: [String], zones: TimeZoneDatabase = .system) {
    var calendar = ICalendar()
    var items: [CalendarItem] = []
    var isDoubtful = false
    for text in calendars.prefix(InvitationLimits.calendars)
    where text.utf8.count <= InvitationLimits.calendarBytes {
      let read = ICalendar(parsing: Array(text.utf8), zones: zones)
      if items.isEmpty { calendar = read }
      items += read.items.filter {
        !$0.identifier.isEmpty && !$0.identifier.utf8.contains(0)
      }
      isDoubtful = isDoubtful || read.warnings.contains { Self.doubts.contains($0.code) }
    }
    let all = CalendarSeries.series(of: items)
    guard let first = all.first else { return nil }
    method = calendar.method ?? .publish
    identifier = first.identifier
    series = first
    zone = calendar.zone
    otherCount = all.count - 1
    self.isDoubtful = isDoubtful
  }

  private static let doubts: Set<ICalendarWarning.Code> = [
    .limit, .malformedTime, .malformedDuration, .malformedRule, .unknownZone, .endBeforeStart,
    .malformedZone,
  ]

  /// The component that says what changes: the series, else its first instance.
  var item: CalendarItem { series.master ?? series.overrides[0] }

  /// True where the mail speaks of a single instance of a series only.
  var isInstance: Bool { series.master == nil }

  /// The organizer's address in lower case, nil where none is named.
  var organizer: String? {
    let address = item.organizer?.address.lowercased() ?? ""
    return address.isEmpty || address.utf8.contains(0) ? nil : address
  }

  /// True where it calls the whole thing off: by its METHOD, or by the status of a request.
  var isCancellation: Bool {
    method == .cancel || (method == .request || method == .publish) && item.status == .cancelled
  }

  /// The UID as the key of a row: itself, or its SHA-256 where it is long.
  var key: String {
    if identifier.unicodeScalars.count <= InvitationLimits.identifierCharacters {
      return identifier
    }
    return "sha256:" + Hex.encode(SHA256.digest(of: Array(identifier.utf8)))
  }
}
