/// A recurrence rule of RFC 5545 section 3.3.10.
///
/// Lists are sorted and hold nothing twice; an empty list stands for a part that is not there.
/// Sorting puts positive numbers before negative ones, each ascending.
public struct RecurrenceRule: Hashable, Sendable {
  /// FREQ.
  public let frequency: RecurrenceFrequency
  /// INTERVAL, 1 or above.
  public var interval = 1
  /// COUNT or UNTIL.
  public var end = RecurrenceEnd.never
  /// BYMONTH, 1...12.
  public internal(set) var months: [Int] = []
  /// BYWEEKNO, ±1...53.
  public internal(set) var weekNumbers: [Int] = []
  /// BYYEARDAY, ±1...366.
  public internal(set) var yearDays: [Int] = []
  /// BYMONTHDAY, ±1...31.
  public internal(set) var monthDays: [Int] = []
  /// BYDAY, by weekday from Monday, then ordinal.
  public internal(set) var days: [RecurrenceDay] = []
  /// BYHOUR, 0...23.
  public internal(set) var hours: [Int] = []
  /// BYMINUTE, 0...59.
  public internal(set) var minutes: [Int] = []
  /// BYSECOND, 0...59; 60 is kept as 59 (RFC 5545 section 3.3.12).
  public internal(set) var seconds: [Int] = []
  /// BYSETPOS, ±1...366.
  public internal(set) var positions: [Int] = []
  /// WKST.
  public var weekStart = Weekday.monday

  /// The rule that repeats with every unit of the frequency, for ever.
  public init(_ frequency: RecurrenceFrequency) {
    self.frequency = frequency
  }

  /// Reads a rule strictly (`FREQ=WEEKLY;BYDAY=MO`): every deviation from RFC 5545 is an error,
  /// letters in either case excepted.
  public init(parsing text: String) throws(RecurrenceError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads a rule strictly from its bytes.
  public init(parsing bytes: [UInt8]) throws(RecurrenceError) {
    var parser = RecurrenceRuleParser(bytes: bytes, isLenient: false)
    self = try parser.parse()
  }

  /// Reads a rule as calendars in the wild write it. Forgiven, and listed: a leading `RRULE:`,
  /// blanks, empty or unknown parts, repeated parts (the last holds), COUNT beside UNTIL (whichever
  /// comes first; UNTIL is kept), an INTERVAL of 0, parts that the frequency does not allow.
  public static func lenient(
    parsing bytes: [UInt8]
  ) throws(RecurrenceError) -> (rule: RecurrenceRule, forgiven: [RecurrenceError]) {
    var parser = RecurrenceRuleParser(bytes: bytes, isLenient: true)
    let rule = try parser.parse()
    return (rule, parser.forgiven)
  }

  /// True where the rule has an end of its own.
  public var isFinite: Bool {
    end != .never
  }

  /// Positive numbers first, each sign ascending, nothing twice.
  static func sorted(_ numbers: [Int]) -> [Int] {
    guard numbers.count > 1 else { return numbers }
    let sorted = numbers.sorted { ($0 < 0 ? 1 : 0, $0) < ($1 < 0 ? 1 : 0, $1) }
    return unique(sorted)
  }

  /// By weekday, then ordinal (none, positive, negative), nothing twice.
  static func sorted(_ days: [RecurrenceDay]) -> [RecurrenceDay] {
    guard days.count > 1 else { return days }
    func key(_ day: RecurrenceDay) -> (Int, Int, Int) {
      let ordinal = day.ordinal ?? 0
      return (day.weekday.rawValue, ordinal < 0 ? 1 : 0, ordinal)
    }
    return unique(days.sorted { key($0) < key($1) })
  }

  private static func unique<Item: Equatable>(_ sorted: [Item]) -> [Item] {
    var kept: [Item] = []
    kept.reserveCapacity(sorted.count)
    for item in sorted where item != kept.last { kept.append(item) }
    return kept
  }
}
