import Shared

extension PlanningProblem {
  /// The free windows of an exchanged problem that brings working hours and raw events instead:
  /// what ``FreeTime`` makes of them.
  ///
  /// Events begin at a local wall time in their zone and last so many minutes of the clock, those
  /// of whole days until the next midnight. Transparent and cancelled ones take no time.
  static func windows(_ json: JSONValue) throws(PlanExchangeError) -> [Range<Int>] {
    guard let zone = zone(json["tz"]) else { throw PlanExchangeError("tz") }
    guard let start = json["t0"]?.stringValue.flatMap({ Instant($0) }) else {
      throw PlanExchangeError("t0")
    }
    let days = (json["day_start"]?.arrayValue?.count ?? 1) - 1
    let grid = SlotGrid(from: zone.date(at: start), days: max(1, days)) { _ in zone }
    let hours = try workingHours(json["working_hours"])
    let end = grid.instant(of: grid.horizon)
    var busy: [InstantRange] = []
    for event in json["events"]?.arrayValue ?? [] {
      busy += try times(of: event, from: start, to: end)
    }
    let now = json["now_slot"]?.intValue.map { grid.instant(of: Int($0)) } ?? start
    return FreeTime.windows(
      grid, hours: { hours[$0.weekday] ?? [] }, busy: busy,
      eventBuffer: Int(json["event_buffer"]?.intValue ?? 0), now: now)
  }

  private static func zone(_ json: JSONValue?) -> Zone? {
    json?.stringValue.flatMap { try? TimeZoneDatabase.system.zone(named: $0) }
  }

  /// `{"0": [["09:00", "12:30"]]}`, 0 for Monday.
  private static func workingHours(
    _ json: JSONValue?
  ) throws(PlanExchangeError) -> [Weekday: [DayWindow]] {
    var hours: [Weekday: [DayWindow]] = [:]
    for member in json?.objectValue?.members ?? [] {
      guard let day = Int(member.key), 0..<7 ~= day else {
        throw PlanExchangeError("working_hours")
      }
      for pair in member.value.arrayValue ?? [] {
        guard let from = pair[0]?.stringValue, let to = pair[1]?.stringValue,
          let window = DayWindow(from, to)
        else { throw PlanExchangeError("working_hours") }
        hours[Weekday.monday.advanced(by: day), default: []].append(window)
      }
    }
    return hours
  }

  private static func times(
    of event: JSONValue, from start: Instant, to end: Instant
  ) throws(PlanExchangeError) -> [InstantRange] {
    if event["transp"]?.stringValue == "TRANSPARENT" || event["status"]?.stringValue == "CANCELLED"
    {
      return []
    }
    guard let first = event["start"]?.stringValue.flatMap({ CivilDateTime($0) }),
      let zone = zone(event["tzid"])
    else { throw PlanExchangeError("events") }
    let isAllDay = event["all_day"]?.boolValue ?? false
    let minutes = Int(event["dur_min"]?.intValue ?? 0)
    var instances = [first]
    if let text = event["rrule"]?.stringValue {
      guard let rule = try? RecurrenceRule.lenient(parsing: Array(text.utf8)).rule else {
        throw PlanExchangeError("rrule")
      }
      let exceptions = (event["exdate"]?.arrayValue ?? [])
        .compactMap { $0.stringValue.flatMap { CivilDateTime($0) } }
      let set = RecurrenceSet(
        start: .zoned(first, zone), rules: [rule], exceptions: exceptions)
      instances =
        set.expand(
          from: zone.local(at: start).adding(wallSeconds: -86_400 - minutes * 60),
          through: zone.local(at: end)
        ).instances
    }
    return instances.map { local in
      let lower = zone.instant(of: local)
      let upper =
        isAllDay
        ? zone.startOfDay(local.date.adding(days: 1)) : lower.adding(seconds: minutes * 60)
      return InstantRange(lower: lower, upper: max(lower, upper))
    }
  }
}
