import Shared

extension LinePolicy {
  /// What an operator or a request chose: `date_order=dmy,next_weekday=nearest,language=de`.
  public struct Choices: Hashable, Sendable {
    /// The policy.
    public var policy = LinePolicy()
    /// The language, nil to detect it.
    public var language: String?
    /// Whether earlier tasks fill in what a line does not say, where they are sure.
    public var suggests = true

    /// The defaults.
    public init() {}

    /// Reads choices parted by commas, on top of the defaults; nil where one is unknown.
    public init?(_ text: String) {
      for choice in text.split(separator: ",") {
        let parts = choice.split(separator: "=", maxSplits: 1).map { part in
          part.filter { $0 != " " }
        }
        guard parts.count == 2, set(parts[0], parts[1]) else { return nil }
      }
    }

    /// Sets one choice; false where the name or the value is unknown.
    public mutating func set(_ name: String, _ value: String) -> Bool {
      switch name {
      case "date_order": return Choices.assign(&policy.dateOrder, DateOrder(rawValue: value))
      case "next_weekday": return Choices.assign(&policy.nextWeekday, NextWeekday(rawValue: value))
      case "nth_weekday": return Choices.assign(&policy.nthWeekday, NthWeekday(rawValue: value))
      case "weekend": return Choices.assign(&policy.weekend, Weekend(rawValue: value))
      case "week_start":
        let days = ["monday": Weekday.monday, "sunday": .sunday, "saturday": .saturday]
        return Choices.assign(&policy.weekStart, days[value])
      case "last_afternoon_hour":
        return Choices.assign(
          &policy.lastAfternoonHour, Int(value).flatMap { (0...11) ~= $0 ? $0 : nil })
      case "weekday_today": return Choices.assign(&policy.weekdayMayBeToday, Bool(value))
      case "suggest": return Choices.assign(&suggests, Bool(value))
      case "past_dates_move_on": return Choices.assign(&policy.pastDatesMoveOn, Bool(value))
      case "morning": return Choices.assign(&policy.morning, Choices.hours(value))
      case "lunch": return Choices.assign(&policy.lunch, Choices.hours(value))
      case "afternoon": return Choices.assign(&policy.afternoon, Choices.hours(value))
      case "evening": return Choices.assign(&policy.evening, Choices.hours(value))
      case "night": return Choices.assign(&policy.night, Choices.hours(value))
      case "language":
        guard LanguageTable.all[value] != nil || value == "auto" else { return false }
        language = value == "auto" ? nil : value
        return true
      default: return false
      }
    }

    private static func assign<Value>(_ place: inout Value, _ value: Value?) -> Bool {
      guard let value else { return false }
      place = value
      return true
    }

    /// `9-12`.
    private static func hours(_ text: String) -> Range<Int>? {
      let parts = text.split(separator: "-").compactMap { Int($0) }
      guard parts.count == 2, parts[0] < parts[1], parts[0] >= 0, parts[1] <= 24 else {
        return nil
      }
      return parts[0]..<parts[1]
    }
  }
}
