import Ingest
import Shared

/// Any bytes are read as a calendar, whole or in pieces alike; what is written of it reads back with
/// no fewer items, and its instances keep to their window. Mails make tasks of it without a trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzICalendar(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let calendar = ICalendar(parsing: bytes)
  var parser = ICalendarParser()
  var pieces = 0
  for byte in bytes { parser.feed([byte]) { _ in pieces += 1 } }
  parser.finish { _ in pieces += 1 }
  precondition(pieces >= calendar.items.count + calendar.freeBusy.count)
  let now = Instant(seconds: 1_800_000_000)
  let text = ICalendarWriter.text(
    method: calendar.method, items: calendar.items, freeBusy: calendar.freeBusy, now: now)
  let again = ICalendar(parsing: Array(text.utf8))
  precondition(again.items.count == calendar.items.count)
  let window = InstantRange(lower: now, upper: now.adding(seconds: 30 * 86_400))
  for series in CalendarSeries.series(of: calendar.items).prefix(5) {
    let found = series.occurrences(
      in: window, floatingIn: .utc, RecurrenceOptions(limit: 20, work: 5_000))
    precondition(found.occurrences.allSatisfy { $0.range.overlaps(window) })
  }
  checkInvitations(String(decoding: bytes, as: UTF8.self), now: now)
  return 0
}

/// What mails make of it always has a title and a text; its two halves are read as two mails too.
private func checkInvitations(_ text: String, now: Instant) {
  if let draft = InvitationInspector.draft([text], reader: .utc, now: now) {
    precondition(!draft.title.isEmpty && draft.description?.isEmpty == false)
  }
  let mails = text.split(separator: "\u{C}", maxSplits: 1).map(String.init)
  if mails.count == 2 {
    _ = InvitationInspector.draft(mails[0], then: mails[1], reader: .utc, now: now)
  }
}
