public import Shared

/// Every choice on which people and products differ, in one place.
///
/// Each default is the reading that most products share; the other reading is offered as an
/// alternative. `docs/quick-add.md` shows the same table to users.
public struct LinePolicy: Hashable, Sendable {
  /// Which date "next Friday" is.
  public enum NextWeekday: String, Hashable, Sendable, CaseIterable {
    /// That weekday of the next calendar week.
    case nextWeek = "next-week"
    /// The first one to come.
    case nearest
  }

  /// What "every 2nd Friday" means.
  public enum NthWeekday: String, Hashable, Sendable, CaseIterable {
    /// Every second week, on Friday.
    case interval
    /// The second Friday of each month.
    case ofMonth = "of-month"
  }

  /// In which order day and month stand in 3/4.
  public enum DateOrder: String, Hashable, Sendable, CaseIterable {
    /// Month before day, as in the United States.
    case monthFirst = "mdy"
    /// Day before month.
    case dayFirst = "dmy"
  }

  /// What "every weekend" means.
  public enum Weekend: String, Hashable, Sendable, CaseIterable {
    /// Saturday and Sunday.
    case both
    /// Saturday.
    case saturday
  }

  /// Which date "next Friday" is.
  public var nextWeekday = NextWeekday.nextWeek
  /// What "every 2nd Friday" means.
  public var nthWeekday = NthWeekday.interval
  /// What "every weekend" means.
  public var weekend = Weekend.both
  /// In which order day and month stand in 3/4.
  public var dateOrder = DateOrder.monthFirst
  /// The first day of the week.
  public var weekStart = Weekday.monday
  /// A bare hour from 1 to this is in the afternoon ("at 3").
  public var lastAfternoonHour = 6
  /// True where a weekday that is today's means today, not a week from now.
  public var weekdayMayBeToday = false
  /// True where a date without a year that has passed means next year's.
  public var pastDatesMoveOn = true
  /// Hours, from and to, of morning, lunch, afternoon, evening and night.
  public var morning = 9..<12
  /// Hours of lunch.
  public var lunch = 12..<14
  /// Hours of the afternoon.
  public var afternoon = 12..<18
  /// Hours of the evening.
  public var evening = 18..<24
  /// Hours of the night.
  public var night = 20..<24

  /// The defaults.
  public init() {}

  /// The hours of a part of the day.
  func hours(of part: DayPart) -> Range<Int> {
    switch part {
    case .morning: morning
    case .lunch: lunch
    case .afternoon: afternoon
    case .evening: evening
    case .night: night
    }
  }
}
