import NLParse
import Shared

/// A question of `fractal inspect line`, and the form of its answer.
struct LineInspection {
  /// The line.
  let text: String
  /// Who is asking, and when.
  let context: LineContext

  /// Reads a question; throws a `RecurrenceQuestion.Problem`-like text where it is none.
  init(_ json: JSONValue) throws(UsageError) {
    guard case .string(let text)? = json["text"] else { throw UsageError("text is missing") }
    self.text = text
    var now = CivilDateTime(CivilDate(daysSinceEpoch: 0))
    if case .string(let reference)? = json["reference"] {
      guard let given = CivilDateTime(reference) else {
        throw UsageError("reference is no local time such as 2026-11-20T09:30:00")
      }
      now = given
    } else {
      now = Zone.utc.local(at: .machineNow)
    }
    var zone = Zone.utc
    if case .string(let name)? = json["tz"] { zone = try LineInspection.zone(name) }
    var policy = LinePolicy()
    var language: String? = "en"
    if case .string(let locale)? = json["locale"] {
      language = String(locale.prefix(2))
      if locale != "en-US" { policy.dateOrder = .dayFirst }
    }
    if case .string(let code)? = json["language"] { language = code }
    context = LineContext(now: now, zone: zone, language: language, policy: policy)
  }

  private static func zone(_ name: String) throws(UsageError) -> Zone {
    let bytes = Array(name.utf8)
    if bytes.count == 6, bytes[0] == 43 || bytes[0] == 45, bytes[3] == 58,
      let hours = Int(name.dropFirst().prefix(2)), let minutes = Int(name.suffix(2)),
      let zone = Zone(fixedOffset: (bytes[0] == 45 ? -1 : 1) * (hours * 3_600 + minutes * 60))
    {
      return zone
    }
    guard let zone = try? TimeZoneDatabase.system.zone(named: name) else {
      throw UsageError("tz is unknown")
    }
    return zone
  }

  /// Writes the answer to a line.
  static func write(_ reading: LineReading, into writer: inout JSONWriter) {
    var object: JSONObject = ["title": .string(reading.title)]
    object["project"] =
      reading.project.isEmpty
      ? nil : .string(reading.project.joined(separator: "/"))
    object["labels"] = .array(reading.tags.map { .string($0) })
    object["assignees"] = .array(reading.assignees.map { .string($0) })
    object["priority"] = reading.priority.map { .int(Int64($0)) }
    if let seconds = reading.durationSeconds, seconds % 60 == 0 {
      object["duration_minutes"] = .int(Int64(seconds / 60))
    }
    if reading.isFloating { object["floating"] = true }
    object["due"] = due(reading)
    object["alternatives"] = .array(reading.alternatives.map(alternative))
    writer.write(.object(object))
  }

  private static func due(_ reading: LineReading) -> JSONValue {
    if let repetition = reading.repetition { return set(repetition) }
    if var moment = reading.due ?? reading.notBefore ?? reading.softDeadline {
      if moment.kind != .interval, moment.end == nil, let seconds = reading.durationSeconds,
        moment.kind == .instant || seconds >= 86_400
      {
        moment.end =
          moment.hasTime || seconds < 86_400
          ? moment.start.adding(wallSeconds: seconds)
          : CivilDateTime(moment.start.date.adding(days: seconds / 86_400))
      }
      return json(moment, isStart: reading.due == nil && reading.notBefore != nil)
    }
    if let seconds = reading.durationSeconds {
      return ["found": false, "kind": "duration", "seconds": .int(Int64(seconds))]
    }
    return ["found": false]
  }

  private static func alternative(_ other: LineAlternative) -> JSONValue {
    if let repetition = other.repetition { return set(repetition) }
    return other.moment.map { json($0) } ?? ["found": false]
  }

  private static func json(_ moment: LineMoment, isStart: Bool = false) -> JSONValue {
    var object: JSONObject = [
      "found": true, "kind": .string(moment.kind.rawValue),
      "value": .string(
        moment.isDueAtEnd && moment.kind == .open && !isStart
          ? moment.due.description : moment.start.description),
      "grain": .string(moment.grain.name),
    ]
    object["end"] = moment.end.map { .string($0.description) }
    return .object(object)
  }

  private static func set(_ repetition: LineRepetition) -> JSONValue {
    var object: JSONObject = [
      "found": true, "kind": "set", "rrule": .string(repetition.timedRule),
      "value": .string(repetition.start.description),
    ]
    object["dtstart"] = repetition.namedStart.map {
      .string($0.description.split(separator: "-").joined())
    }
    return .object(object)
  }
}
