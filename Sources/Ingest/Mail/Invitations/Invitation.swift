import FoundationEssentials
import Shared

/// One event or task that a mail's calendar asks for (RFC 5545, RFC 5546, RFC 6047): a series with
/// what replaces dates of it, or one date of a series that was sent alone.
struct Invitation: Sendable {
  /// METHOD; `publish` where the calendar names none.
  let method: CalendarMethod
  /// UID, never empty.
  let identifier: String
  /// All components of that identifier.
  var series: CalendarSeries
  /// The zone that the calendar means its floating times in, where it says so.
  let zone: Zone?
  /// True where something in the calendar could not be read as it stands.
  let isDoubtful: Bool

  /// Reads the calendar parts of a mail, in the order of their first components; empty where none
  /// holds an event or a task with a UID.
  ///
  /// Clients send the same calendar twice, as an alternative and as a file. The METHOD of the first
  /// one that holds something counts for all.
  static func all(
    _ calendars: [String], zones: TimeZoneDatabase = .system
  ) -> [Invitation] {
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
      isDoubtful = isDoubtful || read.warnings.contains { doubts.contains($0.code) }
    }
    return CalendarSeries.series(of: items).flatMap { series -> [Invitation] in
      let whole = Invitation(
        method: calendar.method ?? .publish, series: series, zone: calendar.zone,
        isDoubtful: isDoubtful)
      guard series.master == nil, series.overrides.count > 1 else { return [whole] }
      return series.overrides.map { date in
        var one = whole
        one.series.overrides = [date]
        return one
      }
    }
  }

  /// An invitation of those parts; the series holds at least one component.
  init(method: CalendarMethod, series: CalendarSeries, zone: Zone?, isDoubtful: Bool = false) {
    self.method = method
    identifier = series.identifier
    self.series = series
    self.zone = zone
    self.isDoubtful = isDoubtful
  }

  private static let doubts: Set<ICalendarWarning.Code> = [
    .limit, .malformedTime, .malformedDuration, .malformedRule, .unknownZone, .endBeforeStart,
    .malformedZone,
  ]

  /// The component that says what changes: the series, else its first date.
  var item: CalendarItem { series.master ?? series.overrides[0] }

  /// True where the mail speaks of a single date of a series only.
  var isDate: Bool { series.master == nil }

  /// The organizer's address in lower case, nil where none is named.
  var organizer: String? {
    let address = item.organizer?.address.lowercased() ?? ""
    return address.isEmpty || address.utf8.contains(0) ? nil : address
  }

  /// True where it calls the whole of what it speaks of off: by its METHOD, or by the status of a
  /// request.
  var isCancellation: Bool {
    method == .cancel || (method == .request || method == .publish) && item.status == .cancelled
  }

  /// The UID as the key of a row: itself, or its SHA-256 where it is long.
  var key: String { Self.key(identifier) }

  /// The key of the row of a date whose series nobody has sent; nil where the series is sent.
  var dateKey: String? {
    guard isDate, let date = item.recurrenceID else { return nil }
    let isLocal = date.isDate || date.zone == nil
    let text = isLocal ? date.description : date.instant(floatingIn: .utc).description
    return Self.key(identifier + "#" + text)
  }

  private static func key(_ text: String) -> String {
    if text.unicodeScalars.count <= InvitationLimits.identifierCharacters { return text }
    return "sha256:" + Hex.encode(SHA256.digest(of: Array(text.utf8)))
  }
}
