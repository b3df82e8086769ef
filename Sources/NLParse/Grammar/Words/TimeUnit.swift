/// A unit that people count time in.
enum TimeUnit: UInt8, Sendable, CaseIterable {
  case second, minute, hour, day, night, weekend, week, fortnight, month, quarter, season, year
  case decade, century

  /// The unit of that name in a language table, or nil.
  init?(name: Substring) {
    guard let found = TimeUnit.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = found
  }

  /// Nominal seconds, as estimates count: a month of 30 days, a year of 365.
  var seconds: Int {
    switch self {
    case .second: 1
    case .minute: 60
    case .hour: 3_600
    case .day, .night: 86_400
    case .weekend: 172_800
    case .week: 604_800
    case .fortnight: 1_209_600
    case .month: 2_592_000
    case .quarter, .season: 7_776_000
    case .year: 31_536_000
    case .decade: 315_360_000
    case .century: 3_153_600_000
    }
  }

  /// How exact a moment is that was counted in it.
  var grain: Grain {
    switch self {
    case .second: .second
    case .minute: .minute
    case .hour: .hour
    case .day, .night, .weekend: .day
    case .week, .fortnight: .week
    case .month: .month
    case .quarter, .season: .quarter
    case .year, .decade, .century: .year
    }
  }
}
