/// One resource of a calendar as iCalendar text: a whole file, a CalDAV object, a Google event.
struct CalendarResource: Hashable, Sendable {
  /// What names it in its calendar.
  var source: String
  /// Its version, where the server tells one.
  var etag: String?
  /// iCalendar text.
  var body: String
}
