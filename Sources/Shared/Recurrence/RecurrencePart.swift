/// The names of a rule's parts, in the order in which the canonical form writes them.
enum RecurrencePart: String, CaseIterable {
  case frequency = "FREQ"
  case interval = "INTERVAL"
  case count = "COUNT"
  case until = "UNTIL"
  case month = "BYMONTH"
  case weekNumber = "BYWEEKNO"
  case yearDay = "BYYEARDAY"
  case monthDay = "BYMONTHDAY"
  case day = "BYDAY"
  case hour = "BYHOUR"
  case minute = "BYMINUTE"
  case second = "BYSECOND"
  case position = "BYSETPOS"
  case weekStart = "WKST"

  /// The numbers that the part's list may hold, and whether they may be negative.
  var numbers: (range: ClosedRange<Int>, signed: Bool)? {
    switch self {
    case .month: (1...12, false)
    case .weekNumber: (1...53, true)
    case .yearDay, .position: (1...366, true)
    case .monthDay: (1...31, true)
    case .hour: (0...23, false)
    case .minute: (0...59, false)
    case .second: (0...60, false)
    default: nil
    }
  }
}
