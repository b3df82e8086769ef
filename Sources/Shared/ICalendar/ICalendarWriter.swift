/// Writes calendars by RFC 5545: CRLF, lines folded at 75 bytes, texts and parameters escaped.
///
/// Zones that items use are written as VTIMEZONE, onset by onset for the years concerned, so that
/// readers without a zone database get the right offsets too.
public struct ICalendarWriter {
  private var bytes: [UInt8] = []

  /// A writer that has written nothing.
  public init() {}

  /// The calendar's text.
  ///
  /// `product` names the writing program (PRODID), and `now` becomes DTSTAMP where an item has none.
  public static func text(
    method: CalendarMethod? = nil, items: [CalendarItem] = [], freeBusy: [CalendarFreeBusy] = [],
    product: String = "-//Fractal//Fractal//EN", now: Instant
  ) -> String {
    var calendar = ICalendarComponent("VCALENDAR")
    calendar.properties = [
      ICalendarProperty("VERSION", "2.0"),
      ICalendarProperty("PRODID", ICalendarText.escaped(product)),
    ]
    if let method { calendar.properties.append(ICalendarProperty("METHOD", method.rawValue)) }
    calendar.children = zones(of: items).map(ICalendarWriter.zone)
    calendar.children += items.map { component($0, now: now) }
    calendar.children += freeBusy.map { component($0, now: now) }
    var writer = ICalendarWriter()
    writer.write(calendar)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Writes a component as it is.
  mutating func write(_ component: ICalendarComponent) {
    line("BEGIN:\(component.name)")
    for property in component.properties {
      var text = property.name
      for parameter in property.parameters {
        let values = parameter.values.map(ICalendarText.escapedParameter)
        text += ";\(parameter.name)=\(values.joined(separator: ","))"
      }
      line(text + ":" + property.value)
    }
    for child in component.children { write(child) }
    line("END:\(component.name)")
  }

  /// One line, folded where it is longer than 75 bytes, never inside a character.
  private mutating func line(_ text: String) {
    var room = 75
    for character in text.unicodeScalars {
      let encoded = UTF8.encode(character)
      let count = encoded?.count ?? 0
      if count > room {
        bytes += [13, 10, 32]
        room = 74
      }
      if let encoded { bytes += encoded }
      room -= count
    }
    bytes += [13, 10]
  }

  /// The zones that times of these items name, in order of their names, each with the years to cover.
  private static func zones(of items: [CalendarItem]) -> [(zone: Zone, years: ClosedRange<Int>)] {
    var found: [String: (zone: Zone, years: ClosedRange<Int>)] = [:]
    for item in items {
      let moments =
        [item.start, item.due, item.recurrenceID].compactMap(\.self) + item.exceptions
        + item.dates.map(\.start)
      for moment in moments {
        guard case .zoned(let local, let zone) = moment, zone != .utc else { continue }
        let last = min(local.date.year + (item.isRecurring ? 20 : 1), 2_199)
        let years = min(local.date.year, last)...last
        let known = found[zone.name]?.years ?? years
        found[zone.name] = (
          zone,
          min(known.lowerBound, years.lowerBound)...max(known.upperBound, years.upperBound)
        )
      }
    }
    return found.values.sorted { $0.zone.name < $1.zone.name }
  }

  private static func zone(
    _ entry: (zone: Zone, years: ClosedRange<Int>)
  ) -> ICalendarComponent {
    var component = ICalendarComponent("VTIMEZONE")
    component.properties = [ICalendarProperty("TZID", ICalendarText.escaped(entry.zone.name))]
    let lower = CivilDate.days(year: entry.years.lowerBound, month: 1, day: 1) * 86_400
    let upper = CivilDate.days(year: entry.years.upperBound + 1, month: 1, day: 1) * 86_400
    var span = entry.zone.span(at: lower)
    var before = span.start == .min ? span.offset : entry.zone.span(at: span.start - 1).offset
    while component.children.count < 200 {
      // An onset before all years stands for a span without a beginning.
      let start = span.start == .min ? -3_000_000_000 : span.start
      var onset = ICalendarComponent(span.isDaylight ? "DAYLIGHT" : "STANDARD")
      let local = CivilDateTime(wallSeconds: start + before)
      onset.properties = [
        ICalendarProperty("DTSTART", BasicDateTime.text(local)),
        ICalendarProperty("TZOFFSETFROM", offset(before)),
        ICalendarProperty("TZOFFSETTO", offset(span.offset)),
        ICalendarProperty("TZNAME", ICalendarText.escaped(span.abbreviation)),
      ]
      component.children.append(onset)
      guard span.end < upper else { break }
      before = span.offset
      span = entry.zone.span(at: span.end)
    }
    return component
  }

  private static func offset(_ seconds: Int) -> String {
    var bytes: [UInt8] = [UInt8(ascii: seconds < 0 ? "-" : "+")]
    DecimalDigits.append(abs(seconds) / 3_600, width: 2, to: &bytes)
    DecimalDigits.append(abs(seconds) / 60 % 60, width: 2, to: &bytes)
    if seconds % 60 != 0 { DecimalDigits.append(abs(seconds) % 60, width: 2, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
