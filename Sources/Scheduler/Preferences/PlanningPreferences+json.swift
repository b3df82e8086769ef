public import Shared

extension PlanningPreferences {
  private static let days: [(name: String, day: Weekday)] = [
    ("monday", .monday), ("tuesday", .tuesday), ("wednesday", .wednesday), ("thursday", .thursday),
    ("friday", .friday), ("saturday", .saturday), ("sunday", .sunday),
  ]

  /// All preferences, defaults included.
  public var json: JSONValue {
    .members([
      "enabled": .bool(isEnabled), "run_at": .string(DayWindow.text(runAt)),
      "zone": zone.map { .string($0) } ?? .null,
      "journeys": .array(
        journeys.map {
          [
            "from": .string($0.from.description), "through": .string($0.through.description),
            "zone": .string($0.zone),
          ]
        }),
      "working_hours": Self.json(of: workingHours), "focus_hours": Self.json(of: focusHours),
      "time_off": .array(
        timeOff.map {
          .members([
            "from": .string($0.from.description), "through": .string($0.through.description),
            "name": $0.name.map { .string($0) },
          ])
        }),
      "buffer_minutes": .int(Int64(bufferMinutes)),
      "event_buffer_minutes": .int(Int64(eventBufferMinutes)),
      "daily_cap_minutes": dailyCapMinutes.map { .int(Int64($0)) } ?? .null,
      "minimum_block_minutes": .int(Int64(minimumBlockMinutes)),
      "maximum_block_minutes": .int(Int64(maximumBlockMinutes)),
      "horizon_days": .int(Int64(horizonDays)), "frozen_hours": .int(Int64(frozenHours)),
      "suggestions": .int(Int64(suggestions)), "tentative_busy": .bool(isTentativeBusy),
      "all_day_busy": .bool(isAllDayBusy), "out_of_office_busy": .bool(isOutOfOfficeBusy),
      "unanswered_busy": .bool(isUnansweredBusy), "learn_estimates": .bool(learnsEstimates),
      "learn_hours": .bool(learnsHours), "estimate_quantile": .double(estimateQuantile),
    ])
  }

  private static func json(of hours: [Weekday: [DayWindow]]) -> JSONValue {
    .object(
      JSONObject(
        days.map { day in
          let windows = hours[day.day] ?? []
          return (
            day.name,
            .array(
              windows.map {
                [.string(DayWindow.text($0.start)), .string(DayWindow.text($0.end))]
              })
          )
        }))
  }

  /// Reads preferences; what is missing has its default. Throws ``PlanningError`` with the member
  /// that does not fit, an unknown one included.
  public init(json: JSONValue) throws(PlanningError) {
    self.init()
    guard let object = json.objectValue else {
      throw PlanningError(.invalid, "an object is expected")
    }
    for member in object.members { try set(member.key, member.value) }
    guard minimumBlockMinutes <= maximumBlockMinutes else {
      throw PlanningError(
        .invalid, field: "minimum_block_minutes", "it is longer than the longest block")
    }
  }

  private mutating func set(_ key: String, _ value: JSONValue) throws(PlanningError) {
    switch key {
    case "enabled": isEnabled = try value.bool(key)
    case "run_at": runAt = try value.timeOfDay(key)
    case "zone": zone = value.isNull ? nil : try value.zoneName(key)
    case "journeys": journeys = try value.list(key, Journey.init)
    case "working_hours": workingHours = try Self.hours(value, key)
    case "focus_hours": focusHours = try Self.hours(value, key)
    case "time_off": timeOff = try value.list(key, TimeOff.init)
    case "buffer_minutes": bufferMinutes = try value.quarters(key, 0...120)
    case "event_buffer_minutes": eventBufferMinutes = try value.quarters(key, 0...120)
    case "daily_cap_minutes":
      dailyCapMinutes = value.isNull ? nil : try value.quarters(key, 15...1_440)
    case "minimum_block_minutes": minimumBlockMinutes = try value.quarters(key, 15...480)
    case "maximum_block_minutes": maximumBlockMinutes = try value.quarters(key, 15...720)
    case "horizon_days": horizonDays = try value.number(key, 1...PlanningLimits.days)
    case "frozen_hours": frozenHours = try value.number(key, 0...336)
    case "suggestions": suggestions = try value.number(key, 0...PlanningLimits.suggestions)
    default: try setSwitch(key, value)
    }
  }

  private mutating func setSwitch(_ key: String, _ value: JSONValue) throws(PlanningError) {
    switch key {
    case "tentative_busy": isTentativeBusy = try value.bool(key)
    case "all_day_busy": isAllDayBusy = try value.bool(key)
    case "out_of_office_busy": isOutOfOfficeBusy = try value.bool(key)
    case "unanswered_busy": isUnansweredBusy = try value.bool(key)
    case "learn_estimates": learnsEstimates = try value.bool(key)
    case "learn_hours": learnsHours = try value.bool(key)
    case "estimate_quantile":
      guard let number = value.doubleValue, 0.5...0.95 ~= number else {
        throw PlanningError(.invalid, field: key, "a number from 0.5 to 0.95 is expected")
      }
      estimateQuantile = number
    default: throw PlanningError(.invalid, "an unknown member stands there")
    }
  }

  private static func hours(
    _ value: JSONValue, _ key: String
  ) throws(PlanningError) -> [Weekday: [DayWindow]] {
    guard let object = value.objectValue else {
      throw PlanningError(.invalid, field: key, "an object by weekday is expected")
    }
    var hours: [Weekday: [DayWindow]] = [:]
    for member in object.members {
      guard let day = days.first(where: { $0.name == member.key })?.day else {
        throw PlanningError(.invalid, field: key, "monday to sunday are its members")
      }
      let windows = try member.value.list("\(key).\(member.key)") {
        (pair, path) throws(PlanningError) in
        guard let from = pair[0]?.stringValue, let to = pair[1]?.stringValue,
          pair.arrayValue?.count == 2, let window = DayWindow(from, to)
        else { throw PlanningError(.invalid, field: path, "two times such as 09:00 are expected") }
        return window
      }
      guard windows.count <= PlanningLimits.windowsPerDay else {
        throw PlanningError(.invalid, field: key, "these are too many windows for a day")
      }
      if !windows.isEmpty { hours[day] = windows.sorted { $0.start < $1.start } }
    }
    return hours
  }
}

extension PlanningPreferences.Journey {
  fileprivate init(_ value: JSONValue, _ path: String) throws(PlanningError) {
    (from, through) = try value.days(path)
    guard let name = value["zone"] else {
      throw PlanningError(.invalid, field: path, "a zone is expected")
    }
    zone = try name.zoneName("\(path).zone")
  }
}

extension PlanningPreferences.TimeOff {
  fileprivate init(_ value: JSONValue, _ path: String) throws(PlanningError) {
    (from, through) = try value.days(path)
    name = (value["name"]?.stringValue).map { String($0.prefix(PlanningLimits.nameCharacters)) }
  }
}

extension JSONValue {
  fileprivate func bool(_ key: String) throws(PlanningError) -> Bool {
    guard let value = boolValue else {
      throw PlanningError(.invalid, field: key, "true or false is expected")
    }
    return value
  }

  fileprivate func number(
    _ key: String, _ range: ClosedRange<Int>
  ) throws(PlanningError) -> Int {
    guard let value = intValue, let number = Int(exactly: value), range.contains(number) else {
      throw PlanningError(
        .invalid, field: key,
        "a whole number from \(range.lowerBound) to \(range.upperBound) is expected")
    }
    return number
  }

  /// Minutes that are whole quarters of an hour.
  fileprivate func quarters(
    _ key: String, _ range: ClosedRange<Int>
  ) throws(PlanningError) -> Int {
    let minutes = try number(key, range)
    guard minutes % 15 == 0 else {
      throw PlanningError(.invalid, field: key, "a multiple of 15 is expected")
    }
    return minutes
  }

  fileprivate func timeOfDay(_ key: String) throws(PlanningError) -> Int {
    guard let minutes = stringValue.flatMap({ DayWindow.minutes($0) }), minutes < 1_440 else {
      throw PlanningError(.invalid, field: key, "a time such as 04:00 is expected")
    }
    return minutes
  }

  fileprivate func zoneName(_ key: String) throws(PlanningError) -> String {
    guard let text = stringValue, let zone = try? TimeZoneDatabase.system.zone(named: text) else {
      throw PlanningError(.invalid, field: key, "an IANA zone such as Europe/Berlin is expected")
    }
    return zone.name
  }

  fileprivate func days(
    _ path: String
  ) throws(PlanningError) -> (from: CivilDate, through: CivilDate) {
    let first = self["from"]?.stringValue.flatMap { CivilDate($0) }
    let last = self["through"]?.stringValue.flatMap { CivilDate($0) } ?? first
    guard let first, let last, first <= last else {
      throw PlanningError(
        .invalid, field: path, "dates from and through are expected, in order")
    }
    return (first, last)
  }

  fileprivate func list<Item>(
    _ key: String, _ convert: (JSONValue, String) throws(PlanningError) -> Item
  ) throws(PlanningError) -> [Item] {
    guard let items = arrayValue, items.count <= PlanningLimits.listItems else {
      throw PlanningError(
        .invalid, field: key, "a list of at most \(PlanningLimits.listItems) is expected")
    }
    var found: [Item] = []
    for (index, item) in items.enumerated() { found.append(try convert(item, "\(key)/\(index)")) }
    return found
  }
}
