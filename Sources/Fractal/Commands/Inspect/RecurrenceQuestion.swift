import Shared

/// One line of `fractal inspect recurrence`.
struct RecurrenceQuestion {
  /// The series to expand.
  let series: RecurrenceSet
  /// The last wall time wanted, nil for no end.
  let last: CivilDateTime?
  /// The most instances wanted.
  let limit: Int

  /// Reads the members `dtstart`, `tzid`, `rrule`, `exdate`, `rdate`, `limit`, `until`.
  init(_ json: JSONValue) throws {
    guard let text = json["dtstart"]?.stringValue else {
      throw UsageError("dtstart is missing")
    }
    let start: CivilMoment
    if let date = CivilDate(text) {
      start = .date(date)
    } else if let local = CivilDateTime(text) {
      if let name = json["tzid"]?.stringValue {
        start = .zoned(local, try TimeZoneDatabase.system.zone(named: name))
      } else {
        start = .floating(local)
      }
    } else {
      throw UsageError("dtstart is neither a date nor a wall time")
    }
    let rules = try json["rrule"]?.stringValue.map { [try RecurrenceRule(parsing: $0)] } ?? []
    series = RecurrenceSet(
      start: start, rules: rules, dates: try RecurrenceQuestion.times(json, "rdate"),
      exceptions: try RecurrenceQuestion.times(json, "exdate"))
    let until = json["until"] ?? .null
    last = until.isNull ? nil : try RecurrenceQuestion.time(until, "until")
    let wanted = json["limit"]?.intValue ?? Int64(RecurrenceLimits.instances)
    limit = Int(min(max(0, wanted), Int64(Int32.max)))
  }

  private static func times(_ json: JSONValue, _ key: String) throws -> [CivilDateTime] {
    try (json[key]?.arrayValue ?? []).map { try time($0, key) }
  }

  private static func time(_ json: JSONValue, _ key: String) throws -> CivilDateTime {
    let text = json.stringValue ?? ""
    if let date = CivilDate(text) { return CivilDateTime(date) }
    guard let local = CivilDateTime(text) else {
      throw UsageError("\(key) holds something that is neither a date nor a wall time")
    }
    return local
  }
}
