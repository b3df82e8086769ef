import Foundation
import Support
import Testing

@testable import Shared

@Suite("Calendars, by example")
struct ICalendarFixtureTests {
  static func calendar(_ file: String) throws -> ICalendar {
    let path = Fixtures.folder.appending(path: "icalendar/\(file)")
    return ICalendar(parsing: [UInt8](try Data(contentsOf: path)))
  }

  private func window(_ lower: String, _ upper: String) throws -> InstantRange {
    let from: Instant = try #require(Instant(lower))
    let to: Instant = try #require(Instant(upper))
    return InstantRange(lower: from, upper: to)
  }

  @Test("an invitation of Outlook with a zone of its own")
  func outlook() throws {
    let calendar = try ICalendarFixtureTests.calendar("outlook-invitation.ics")
    #expect(calendar.method == .request)
    #expect(calendar.warnings == [])
    let event = try #require(calendar.items.first)
    #expect(event.summary == "Quarterly review – Zürich")
    #expect(
      event.details
        == "Agenda:\n\n1. Budget; 2. Hiring, both\nJoin: https://meet.example.org/abc")
    #expect(event.organizer?.name == "Okafor, Ada")
    #expect(event.organizer?.address == "ada@example.org")
    #expect(event.attendees.map(\.name) == ["Sam \"S\" Lee", "Room 4"])
    #expect(event.attendees[0].wantsReply && event.attendees[0].status == .needsAction)
    #expect(event.attendees[1].kind == "RESOURCE" && event.attendees[1].status == .accepted)
    #expect(event.sequence == 2 && event.status == .confirmed && event.priority == 5)
    #expect(event.attachments.map(\.address) == ["https://files.example.org/a.pdf"])
    #expect(event.component?.children.map(\.name) == ["VALARM"])
    let series = CalendarSeries.series(of: calendar.items)[0]
    let found = series.occurrences(
      in: try window("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"), floatingIn: .utc)
    #expect(
      found.occurrences.map { $0.range.lower?.description } == [
        "2026-03-06T19:00:00Z", "2026-03-13T18:00:00Z", "2026-03-20T18:00:00Z",
        "2026-03-27T18:00:00Z",
      ])
  }

  @Test("a series with exceptions, a moved instance and a change of all that follow")
  func changes() throws {
    let calendar = try ICalendarFixtureTests.calendar("series-with-changes.ics")
    #expect(calendar.warnings == [])
    #expect(calendar.zone?.name == "Europe/Berlin" && calendar.name == "Team")
    let series = CalendarSeries.series(of: calendar.items)
    #expect(series.map(\.identifier) == ["standup-1", "holiday-1", "todo-1"])
    let berlin = try TimeZoneDatabase.system.zone(named: "Europe/Berlin")
    let all = series[0].occurrences(
      in: try window("2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z"), floatingIn: berlin)
    #expect(
      all.occurrences.map { "\($0.start.local) \($0.item.summary ?? "")" } == [
        "2026-03-23T09:30:00 Stand-up", "2026-03-24T09:30:00 Stand-up",
        "2026-03-27T14:00:00 Stand-up (moved)", "2026-03-30T09:30:00 Stand-up",
        "2026-03-31T10:00:00 Stand-up (later)", "2026-04-01T10:00:00 Stand-up (later)",
        "2026-04-02T10:00:00 Stand-up (later)", "2026-04-03T10:00:00 Stand-up (later)",
      ])
    #expect(all.occurrences[7].recurrenceID?.local.description == "2026-04-03T09:30:00")
    #expect(all.occurrences[7].range.microseconds == 1_800_000_000)
    // The moved instance is found where it is now, and not where it was.
    let afternoon = series[0].occurrences(
      in: try window("2026-03-27T12:00:00Z", "2026-03-27T13:10:00Z"), floatingIn: berlin)
    #expect(afternoon.occurrences.map(\.item.summary) == ["Stand-up (moved)"])
    let morning = series[0].occurrences(
      in: try window("2026-03-27T08:00:00Z", "2026-03-27T09:00:00Z"), floatingIn: berlin)
    #expect(morning.occurrences.isEmpty)
  }

  @Test("whole days last from midnight to midnight where their reader is")
  func wholeDays() throws {
    let calendar = try ICalendarFixtureTests.calendar("series-with-changes.ics")
    let berlin = try TimeZoneDatabase.system.zone(named: "Europe/Berlin")
    let holiday = CalendarSeries.series(of: calendar.items)[1].occurrences(
      in: try window("2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"), floatingIn: berlin)
    let range = try #require(holiday.occurrences.first?.range)
    #expect(range.lower?.description == "2026-04-02T22:00:00Z")
    #expect(range.upper?.description == "2026-04-06T22:00:00Z")
    #expect(holiday.occurrences[0].item.isTransparent)
    #expect(holiday.occurrences[0].recurrenceID == nil)
  }

  @Test("a task and busy times")
  func taskAndBusyTimes() throws {
    let calendar = try ICalendarFixtureTests.calendar("series-with-changes.ics")
    let task = try #require(calendar.items.last)
    #expect(task.kind == .task && task.due?.description == "2026-04-02T17:00:00[Europe/Berlin]")
    #expect(task.categories == ["work", "tax, 2025"] && task.percentComplete == 40)
    let busy = try #require(calendar.freeBusy.first)
    #expect(busy.periods.map(\.kind) == [.tentative, .tentative, .busy])
    #expect(busy.periods[1].range.upper?.description == "2026-03-24T09:30:00Z")
    #expect(busy.periods[2].range.microseconds == 1_800_000_000)
  }

  @Test(
    "what is written reads back the same",
    arguments: ["outlook-invitation.ics", "series-with-changes.ics"])
  func roundTrip(file: String) throws {
    let calendar = try ICalendarFixtureTests.calendar(file)
    let text = ICalendarWriter.text(
      method: calendar.method, items: calendar.items, freeBusy: calendar.freeBusy,
      now: Instant(seconds: 1_800_000_000))
    #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
    let again = ICalendar(parsing: Array(text.utf8))
    #expect(again.warnings == [])
    #expect(again.method == calendar.method)
    #expect(again.freeBusy == calendar.freeBusy)
    func bare(_ item: CalendarItem) -> CalendarItem {
      var item = item
      item.component = nil
      item.attachments = []
      return item
    }
    let window = try window("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")
    for (written, read) in zip(calendar.items, again.items) {
      if file.hasPrefix("series") { #expect(bare(written) == bare(read)) }
      let mine = CalendarSeries.series(of: [written])[0].occurrences(in: window, floatingIn: .utc)
      let theirs = CalendarSeries.series(of: [read])[0].occurrences(in: window, floatingIn: .utc)
      #expect(mine.occurrences.map(\.range) == theirs.occurrences.map(\.range))
    }
    #expect(calendar.items.count == again.items.count)
  }
}
