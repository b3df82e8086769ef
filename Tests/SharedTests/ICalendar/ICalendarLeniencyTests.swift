import Testing

@testable import Shared

@Suite("Calendars that are broken")
struct ICalendarLeniencyTests {
  private func calendar(_ lines: String...) -> ICalendar {
    ICalendar(parsing: Array(lines.joined(separator: "\n").utf8))
  }

  private func event(_ lines: String...) -> ICalendar {
    let all =
      ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1"] + lines + ["END:VEVENT", "END:VCALENDAR"]
    return ICalendar(parsing: Array(all.joined(separator: "\n").utf8))
  }

  @Test("are read with bare line feeds, a byte order mark, blank lines and small letters")
  func lines() {
    let read = calendar(
      "\u{FEFF}begin:vcalendar", "", "begin:vevent", "uid:1", "dtstart:20260101t090000",
      "summary:A", "\t fold", "", "end:vevent", "end:vcalendar")
    #expect(read.items.first?.summary == "A fold")
    #expect(read.items.first?.start?.description == "2026-01-01T09:00:00")
    #expect(read.warnings == [])
  }

  @Test("keep a text that was folded inside a character or without its blank")
  func folding() {
    var bytes = Array(
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260101\r\nSUMMARY:Z".utf8)
    bytes +=
      [0xC3, 13, 10, 32, 0xBC]
      + Array("rich\r\nDESCRIPTION:one\r\ntwo three\r\nEND:VEVENT\r\n".utf8)
    let read = ICalendar(parsing: bytes)
    #expect(read.items.first?.summary == "Zürich")
    #expect(read.items.first?.details == "onetwo three")
    #expect(read.warnings.map(\.code) == [.malformedLine, .unbalanced])
    #expect(read.warnings.first?.line == 8)
  }

  @Test("read bytes that are not UTF-8 as Windows-1252")
  func encoding() {
    var bytes = Array("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260101\nSUMMARY:Caf".utf8)
    bytes += [0xE9, 0x20, 0x80, 10] + Array("END:VEVENT\nEND:VCALENDAR\n".utf8)
    let read = ICalendar(parsing: bytes)
    #expect(read.items.first?.summary == "Café €")
    #expect(read.warnings.map(\.code) == [.encoding])
  }

  @Test(
    "take broken bytes alone for Windows-1252, whatever stands beside them",
    arguments: [
      ("Zürich ".utf8 + [0x92] + " 東京 🎉".utf8, "Zürich ’ 東京 🎉"),
      ([0xE2, 0x80] + "a".utf8, "â€a"), ([0xC0, 0xAF], "À¯"), ([0xED, 0xA0, 0x80], "í\u{A0}€"),
      ([0xF4, 0x90, 0x80, 0x80], "ô\u{90}€€"), ("Caf".utf8 + [0xE9], "Café"), ([0, 0x41, 0], "A"),
      (
        "Z".utf8 + [0xC3, 13, 10, 32, 0xBC] + "rich\r\n folded ".utf8 + [0x80],
        "Zürich\r\n folded €"
      ),
    ] as [([UInt8], String)])
  func mixture(_ bytes: [UInt8], _ text: String) {
    #expect(ICalendar.text(of: bytes) == text)
  }

  @Test("any bytes become text, and what is UTF-8 already stays byte for byte")
  func anyBytes() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<2_000 {
      // Without 0xEF no replacement character stands in the bytes themselves.
      let bytes = (0..<12).map { _ in
        UInt8.random(in: Bool.random(using: &random) ? 0x80...0xFF : 1...0x7F, using: &random)
      }.filter { $0 != 0xEF }
      let text = ICalendar.text(of: bytes)
      #expect(!text.unicodeScalars.contains("\u{FFFD}"), "seed \(seed)")
      #expect(ICalendar.text(of: Array(text.utf8)) == text, "seed \(seed)")
    }
  }

  @Test("say what they could not use, and keep the rest")
  func unusable() {
    let read = event(
      "DTSTART;TZID=Mars/Olympus:20260101T090000", "DTEND:20251231T090000", "RRULE:FREQ=SOMETIMES",
      "PRIORITY:high", "RDATE:soon", "SUMMARY:kept")
    #expect(read.items.first?.summary == "kept")
    #expect(read.items.first?.rules == [])
    #expect(read.items.first?.length == .seconds(0))
    #expect(
      read.warnings.map(\.code) == [
        .unknownZone, .malformedRule, .malformedNumber, .malformedTime, .endBeforeStart,
      ])
  }

  @Test("lose an event without a start, but no other")
  func noStart() {
    let read = calendar(
      "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "SUMMARY:lost", "END:VEVENT", "BEGIN:VEVENT",
      "UID:2", "DTSTART:20260101", "END:VEVENT", "END:VCALENDAR")
    #expect(read.items.map(\.identifier) == ["2"])
    #expect(read.warnings.map(\.code) == [.missingProperty])
  }

  @Test("end what was left open")
  func unbalanced() {
    let read = calendar(
      "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "DTSTART:20260101", "BEGIN:VALARM", "END:VEVENT",
      "BEGIN:VEVENT", "UID:2", "DTSTART:20260102")
    #expect(read.items.map(\.identifier) == ["1", "2"])
    #expect(Set(read.warnings.map(\.code)) == [.unbalanced])
  }

  @Test(
    "read times in the forms that calendars are known to write",
    arguments: [
      ("20260101T0930", "2026-01-01T09:30:00"),
      ("2026-01-01T09:30:00Z", "2026-01-01T09:30:00[UTC]"),
      (" 20260101T093000 ", "2026-01-01T09:30:00"), ("20260101", "2026-01-01"),
      ("20260101T240000", "2026-01-02T00:00:00"), ("20260101T093060", "2026-01-01T09:30:59"),
    ])
  func times(text: String, moment: String) {
    #expect(event("DTSTART:\(text)").items.first?.start?.description == moment)
  }

  @Test(
    "find the zone behind the names that programs write",
    arguments: [
      ("W. Europe Standard Time", "Europe/Berlin"), ("\"Europe/Berlin\"", "Europe/Berlin"),
      ("/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin"),
      ("GMT+0100", "+01:00"), ("UTC", "UTC"),
    ])
  func zones(text: String, name: String) {
    let read = event("DTSTART;TZID=\(text):20260101T093000")
    #expect(read.items.first?.start?.zone?.name == name)
    #expect(read.warnings == [])
  }

  @Test("stop at their limits and say so")
  func limits() {
    let deep = Array(repeating: "BEGIN:VEVENT", count: 30)
    let read = ICalendar(
      parsing: Array(
        (["BEGIN:VCALENDAR"] + deep + ["DTSTART:20260101"]).joined(separator: "\n").utf8))
    #expect(read.warnings.contains { $0.code == .limit })
    let long = "SUMMARY:" + String(repeating: "x", count: ICalendarLimits.lineBytes + 10)
    let cut = event("DTSTART:20260101", long)
    #expect(cut.items.first?.summary?.utf8.count == ICalendarLimits.lineBytes - 8)
    #expect(cut.warnings.map(\.code) == [.limit])
    let many = ICalendar(
      parsing: Array(
        ("BEGIN:VCALENDAR\n"
          + String(
            repeating: "BEGIN:VTODO\nEND:VTODO\n", count: ICalendarLimits.components + 10)).utf8))
    #expect(many.items.count == ICalendarLimits.components)
    #expect(many.warnings.count == ICalendarLimits.warnings)
  }

  @Test("are the same whatever the pieces they come in")
  func pieces() {
    let text = Array(
      "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260101\r\nSUMMARY:a\r\n b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        .utf8)
    for size in 1...17 {
      var parser = ICalendarParser()
      var found: [ICalendarComponent] = []
      for start in stride(from: 0, to: text.count, by: size) {
        parser.feed(Array(text[start..<min(start + size, text.count)])) { found.append($0) }
      }
      parser.finish { found.append($0) }
      #expect(found.count == 1)
      #expect(found.first?.property("SUMMARY")?.value == "ab")
      #expect(parser.calendarProperties.map(\.value) == ["CANCEL"])
      #expect(parser.warnings == [])
    }
  }

  @Test("never let a text break out of its line when they are written")
  func injection() {
    var item = CalendarItem(.event, identifier: "1")
    item.start = CivilDate("2026-01-01").map { .date($0) }
    item.summary = "a\r\nATTENDEE:mailto:eve@example.org"
    item.address = "https://example.org/\r\nX-EVIL:1"
    item.organizer = CalendarAttendee(address: "ada@example.org", name: "Ada\"\r\n;X=1")
    let text = ICalendarWriter.text(items: [item], now: Instant(seconds: 0))
    let again = ICalendar(parsing: Array(text.utf8))
    #expect(again.items.first?.attendees == [])
    #expect(again.items.first?.component?.property("X-EVIL") == nil)
    #expect(again.items.first?.summary == "a\nATTENDEE:mailto:eve@example.org")
    #expect(again.items.first?.organizer?.name == "Ada\"\n;X=1")
  }
}
