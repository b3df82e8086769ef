public import Shared

/// A recurrence rule in English words, which ``LineParser`` reads back as the same rule.
public enum RuleWords {
  private static let days = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The words of a rule, with the time of day where there is one.
  public static func text(_ rule: RecurrenceRule, time: CivilTime? = nil) -> String {
    var text = head(rule)
    if !rule.hours.isEmpty, rule.frequency <= .daily {
      text += " at " + joined(times(rule))
    } else if let time {
      text += " at " + clock(time.hour, time.minute)
    }
    switch rule.end {
    case .never: break
    case .count(let count): text += " for \(count) times"
    case .until(let limit): text += " until " + until(limit)
    }
    return text
  }

  private static func until(_ limit: RecurrenceLimit) -> String {
    switch limit {
    case .date(let date): date.description
    case .local(let local): local.date.description
    case .utc(let local): local.date.description
    }
  }

  private static func times(_ rule: RecurrenceRule) -> [String] {
    rule.hours.flatMap { hour in
      (rule.minutes.isEmpty ? [0] : rule.minutes).map { clock(hour, $0) }
    }
  }

  private static func clock(_ hour: Int, _ minute: Int) -> String {
    let minutes = minute == 0 ? "" : minute < 10 ? ":0\(minute)" : ":\(minute)"
    return "\((hour + 11) % 12 + 1)\(minutes)\(hour < 12 ? "am" : "pm")"
  }

  private static func joined(_ items: [String]) -> String {
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func ordinal(_ number: Int) -> String {
    if number == -1 { return "last" }
    if number < 0 { return ordinal(-number) + " last" }
    let suffix =
      (11...13).contains(number % 100)
      ? "th" : number % 10 == 1 ? "st" : number % 10 == 2 ? "nd" : number % 10 == 3 ? "rd" : "th"
    return "\(number)\(suffix)"
  }

  private static func dayNames(_ list: [RecurrenceDay]) -> String {
    let names = list.map { day in
      (day.ordinal.map { ordinal($0) + " " } ?? "") + days[day.weekday.rawValue - 1]
    }
    return joined(names)
  }

  private static func head(_ rule: RecurrenceRule) -> String {
    switch rule.frequency {
    case .secondly, .minutely, .hourly, .daily: return every(rule, unit(rule.frequency))
    case .weekly: return weekly(rule)
    case .monthly: return monthly(rule)
    case .yearly: return yearly(rule)
    }
  }

  private static func unit(_ frequency: RecurrenceFrequency) -> String {
    switch frequency {
    case .secondly: "second"
    case .minutely: "minute"
    case .hourly: "hour"
    case .daily: "day"
    case .weekly: "week"
    case .monthly: "month"
    case .yearly: "year"
    }
  }

  private static func every(_ rule: RecurrenceRule, _ unit: String) -> String {
    let months =
      rule.months.isEmpty || rule.frequency == .yearly
      ? "" : " in " + joined(rule.months.map { monthNames[$0 - 1] })
    return (rule.interval == 1 ? "every \(unit)" : "every \(rule.interval) \(unit)s") + months
  }

  private static func weekly(_ rule: RecurrenceRule) -> String {
    let list = rule.days.map(\.weekday)
    if rule.interval == 1, Set(list) == [.monday, .tuesday, .wednesday, .thursday, .friday] {
      return "every weekday"
    }
    guard !list.isEmpty else { return every(rule, "week") }
    return rule.interval == 1
      ? "every " + dayNames(rule.days) : every(rule, "week") + " on " + dayNames(rule.days)
  }

  private static func monthly(_ rule: RecurrenceRule) -> String {
    var text = every(rule, "month")
    if !rule.positions.isEmpty, !rule.days.isEmpty {
      let numbers = joined(rule.positions.map { ordinal($0) })
      return text + " on the \(numbers) instance of " + dayNames(rule.days)
    }
    if !rule.days.isEmpty {
      text += " on " + (rule.days[0].ordinal == nil ? "" : "the ") + dayNames(rule.days)
    }
    if !rule.monthDays.isEmpty {
      text +=
        " on the " + joined(rule.monthDays.map { $0 < 0 ? ordinal($0) + " day" : ordinal($0) })
    }
    return text
  }

  private static func yearly(_ rule: RecurrenceRule) -> String {
    let text = every(rule, "year")
    let months = joined(rule.months.map { monthNames[$0 - 1] })
    if !rule.monthDays.isEmpty, !rule.months.isEmpty {
      guard rule.months.count == 1, rule.monthDays.count == 1, rule.monthDays[0] > 0 else {
        return "every " + joined(rule.monthDays.map { ordinal($0) }) + " of " + months
      }
      return text + " on \(months) \(rule.monthDays[0])"
    }
    if !rule.days.isEmpty {
      let days = (rule.days[0].ordinal == nil ? "" : "the ") + dayNames(rule.days)
      if !rule.weekNumbers.isEmpty { return text + " on \(days) in week \(rule.weekNumbers[0])" }
      return text + " on \(days)" + (months.isEmpty ? "" : " of \(months)")
    }
    if !rule.yearDays.isEmpty {
      return joined(rule.yearDays.map { ordinal($0) }) + " of " + text
    }
    return text + (months.isEmpty ? "" : " in \(months)")
  }
}
