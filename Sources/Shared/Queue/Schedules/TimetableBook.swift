/// Reads expressions and zones once for many schedules, and remembers what comes next: thousands
/// of users share a few dozen timetables.
struct TimetableBook {
  /// What decides when a schedule is next due.
  struct Key: Hashable {
    /// The expression.
    let expression: String
    /// The zone's name.
    let zone: String
    /// What happens when clocks change.
    let policy: ClockChangePolicy

    /// The key of those parts.
    init(expression: String, zone: String, policy: ClockChangePolicy) {
      self.expression = expression
      self.zone = zone
      self.policy = policy
    }

    /// The key of a definition.
    init(_ definition: ScheduleDefinition) {
      self.init(
        expression: definition.expression, zone: definition.zone, policy: definition.clockChange)
    }
  }

  private struct Question: Hashable {
    let key: Key
    let after: Instant
  }

  private let zones: TimeZoneDatabase
  private var timetables: [String: Timetable] = [:]
  private var known: [Question: Instant?] = [:]

  /// A book on that zone database.
  init(zones: TimeZoneDatabase) {
    self.zones = zones
  }

  /// The next time after the given one.
  mutating func next(_ key: Key, after instant: Instant) throws(ScheduleError) -> Instant? {
    let question = Question(key: key, after: instant)
    if let answer = known[question] { return answer }
    let timetable: Timetable
    if let read = timetables[key.expression] {
      timetable = read
    } else {
      timetable = try Timetable(key.expression)
      timetables[key.expression] = timetable
    }
    let answer = timetable.next(after: instant, in: try zone(key.zone), policy: key.policy)
    known[question] = answer
    return answer
  }

  private func zone(_ name: String) throws(ScheduleError) -> Zone {
    do throws(TimeZoneError) {
      return try zones.zone(named: name)
    } catch {
      throw ScheduleError(.unknownZone)
    }
  }
}
