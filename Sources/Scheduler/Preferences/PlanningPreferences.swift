public import Shared

/// How a person wants to be planned. Everything has a default; only what differs is stored.
public struct PlanningPreferences: Hashable, Sendable {
  /// A time in which the person is in another zone.
  public struct Journey: Hashable, Sendable {
    /// The first day there.
    public var from: CivilDate
    /// The last day there.
    public var through: CivilDate
    /// IANA name.
    public var zone: String
  }

  /// Days without work.
  public struct TimeOff: Hashable, Sendable {
    /// The first day.
    public var from: CivilDate
    /// The last day.
    public var through: CivilDate
    /// What it is.
    public var name: String?

    /// Those days, the last included.
    public init(from: CivilDate, through: CivilDate, name: String? = nil) {
      self.from = from
      self.through = through
      self.name = name
    }
  }

  /// True to plan each night.
  public var isEnabled = true
  /// Minutes from local midnight at which the nightly plan is made.
  public var runAt = 4 * 60
  /// IANA name; nil takes the app's setting of the user.
  public var zone: String?
  /// Zones of single weeks.
  public var journeys: [Journey] = []
  /// The windows of each weekday.
  public var workingHours: [Weekday: [DayWindow]] = PlanningPreferences.usualHours
  /// Vacation and holidays.
  public var timeOff: [TimeOff] = []
  /// Hours kept for deep work, by weekday; none means every hour is alike.
  public var focusHours: [Weekday: [DayWindow]] = [:]
  /// Minutes that stay empty between two planned blocks.
  public var bufferMinutes = 0
  /// Minutes that stay empty around each event.
  public var eventBufferMinutes = 0
  /// Minutes that may be planned in one day; nil follows the person's own history, else 6 hours.
  public var dailyCapMinutes: Int?
  /// Minutes of the shortest block of a task that is split.
  public var minimumBlockMinutes = 30
  /// Minutes of the longest block; longer tasks are split.
  public var maximumBlockMinutes = 120
  /// Days that a plan looks ahead.
  public var horizonDays = 28
  /// Hours from now in which nothing that is planned moves.
  public var frozenHours = 24
  /// The most suggestions of one night.
  public var suggestions = 12
  /// Whether events that may take place take time.
  public var isTentativeBusy = true
  /// Whether events of whole days take time.
  public var isAllDayBusy = true
  /// Whether being out of office takes time.
  public var isOutOfOfficeBusy = true
  /// Whether invitations without an answer take time.
  public var isUnansweredBusy = true
  /// Whether estimates are corrected by what tasks took.
  public var learnsEstimates = true
  /// Whether deep work prefers the hours in which plans were kept.
  public var learnsHours = true
  /// The share of tasks that should take no longer than planned, where estimates are corrected.
  public var estimateQuantile = 0.6

  /// Monday to Friday, 9 to 12:30 and 13:15 to 17:30.
  public static let usualHours: [Weekday: [DayWindow]] = {
    let day = [DayWindow(start: 540, end: 750), DayWindow(start: 795, end: 1_050)]
    return Dictionary(
      uniqueKeysWithValues: Weekday.allCases.filter { $0 != .saturday && $0 != .sunday }
        .map { ($0, day) })
  }()

  /// The defaults.
  public init() {}

  /// The windows of a date: none on days off.
  public func hours(on date: CivilDate) -> [DayWindow] {
    if isOff(date) { return [] }
    return workingHours[date.weekday] ?? []
  }

  /// True on a day without work.
  public func isOff(_ date: CivilDate) -> Bool {
    timeOff.contains { $0.from <= date && date <= $0.through }
  }

  /// The name of the zone of a date, where the person has said one.
  public func zoneName(on date: CivilDate) -> String? {
    journeys.last { $0.from <= date && date <= $0.through }?.zone ?? zone
  }
}
