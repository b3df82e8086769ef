extension TimeZoneData {
  /// One onset of a VTIMEZONE: from that second (UTC) on the offset holds.
  private struct Onset {
    let seconds: Int
    let type: LocalType
    let offsetBefore: Int
  }

  /// The zone that a VTIMEZONE describes (RFC 5545 section 3.6.5), worked out for the years of
  /// `ICalendarLimits.zoneYears`; nil where no part of it can be read.
  convenience init?(_ component: ICalendarComponent) {
    var onsets: [Onset] = []
    for child in component.children where ["STANDARD", "DAYLIGHT"].contains(child.name) {
      onsets += TimeZoneData.onsets(child)
    }
    onsets.sort { $0.seconds < $1.seconds }
    guard let first = onsets.first else { return nil }
    var types = [
      LocalType(offset: first.offsetBefore, isDaylight: false, abbreviation: "")
    ]
    var transitions: [Int] = []
    var following: [UInt8] = []
    for onset in onsets.prefix(TimeLimits.transitions) {
      if onset.seconds == transitions.last {
        transitions.removeLast()
        following.removeLast()
      }
      let index = types.firstIndex(of: onset.type) ?? types.count
      guard index < 256 else { return nil }
      if index == types.count { types.append(onset.type) }
      transitions.append(onset.seconds)
      following.append(UInt8(index))
    }
    self.init(transitions: transitions, following: following, types: types, rule: nil)
  }

  private static func onsets(_ component: ICalendarComponent) -> [Onset] {
    guard let startText = component.property("DTSTART")?.value,
      let start = LenientDateTime(startText),
      let before = component.property("TZOFFSETFROM").flatMap({ offset($0.value) }),
      let after = component.property("TZOFFSETTO").flatMap({ offset($0.value) })
    else { return [] }
    let local = CivilDateTime(start.date, start.time ?? .midnight)
    let type = LocalType(
      offset: after, isDaylight: component.name == "DAYLIGHT",
      abbreviation: component.property("TZNAME")?.text ?? "")
    // UNTIL is in UTC, and the clock that it is compared on is the one before the onset.
    let moment = Zone(fixedOffset: before).map { CivilMoment.zoned(local, $0) } ?? .floating(local)
    let rules = component.properties("RRULE").compactMap {
      try? RecurrenceRule.lenient(parsing: Array($0.value.utf8)).rule
    }
    let dates = component.properties("RDATE").flatMap { property in
      ICalendarText.items(property.value).compactMap { LenientDateTime($0) }
        .map { CivilDateTime($0.date, $0.time ?? .midnight) }
    }
    let set = RecurrenceSet(start: moment, rules: rules, dates: dates, includesStart: true)
    let years = ICalendarLimits.zoneYears
    let expansion = set.expand(
      from: CivilDateTime(year: years.lowerBound, month: 1, day: 1),
      through: CivilDateTime(year: years.upperBound, month: 12, day: 31),
      RecurrenceOptions(limit: TimeLimits.transitions / 4, work: 50_000, finest: .daily))
    return expansion.instances.map {
      Onset(seconds: $0.wallSeconds - before, type: type, offsetBefore: before)
    }
  }

  /// `+0100` or `-053000` in seconds.
  private static func offset(_ text: String) -> Int? {
    let bytes = text.utf8.filter { $0 > 32 && $0 != UInt8(ascii: ":") }
    guard bytes.count == 5 || bytes.count == 7,
      bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      let hours = DecimalDigits.number(bytes, 1..<3), hours < 24,
      let minutes = DecimalDigits.number(bytes, 3..<5), minutes < 60,
      let seconds = bytes.count == 5 ? 0 : DecimalDigits.number(bytes, 5..<7), seconds < 60
    else { return nil }
    let total = hours * 3_600 + minutes * 60 + seconds
    return bytes[0] == UInt8(ascii: "-") ? -total : total
  }
}
