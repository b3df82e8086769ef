/// A series: its start, its rules, single dates beside them, and exceptions (RFC 5545 section 3.8.5).
///
/// Repetition is in wall time. The start is an instance only where a rule or a date produces it,
/// unless `includesStart` says otherwise.
public struct RecurrenceSet: Hashable, Sendable {
  /// The start: its kind (whole day, floating, in a zone) is that of all instances.
  public var start: CivilMoment

  /// RRULE; at most `RecurrenceLimits.rules` are used.
  public var rules: [RecurrenceRule]

  /// RDATE, on the start's wall clock; at most `RecurrenceLimits.dates` are used.
  public var dates: [CivilDateTime]

  /// EXDATE, on the start's wall clock; at most `RecurrenceLimits.dates` are used. They take away
  /// what COUNT has already counted.
  public var exceptions: [CivilDateTime]

  /// True where the start is an instance whether or not a rule produces it (as in calendars).
  public var includesStart: Bool

  /// The series of these parts.
  public init(
    start: CivilMoment, rules: [RecurrenceRule] = [], dates: [CivilDateTime] = [],
    exceptions: [CivilDateTime] = [], includesStart: Bool = false
  ) {
    self.start = start
    self.rules = rules
    self.dates = dates
    self.exceptions = exceptions
    self.includesStart = includesStart
  }

  /// The instances from `first` (the series' start where nil) through `last` (no end where nil),
  /// both included and both wall times.
  public func expand(
    from first: CivilDateTime? = nil, through last: CivilDateTime? = nil,
    _ options: RecurrenceOptions = RecurrenceOptions()
  ) -> RecurrenceExpansion {
    var iterator = RecurrenceSetIterator(self, options)
    if let first { iterator.skip(to: first.wallSeconds) }
    let end = last?.wallSeconds ?? .max
    var expansion = RecurrenceExpansion(
      instances: [], shortfall: .limit, isThinned: iterator.isThinned)
    while expansion.instances.count < options.limit {
      guard let wall = iterator.next() else {
        expansion.shortfall = iterator.isCutShort ? .work : nil
        break
      }
      if wall > end {
        expansion.shortfall = nil
        break
      }
      expansion.instances.append(CivilDateTime(wallSeconds: wall))
    }
    expansion.work = iterator.workDone
    return expansion
  }

  /// The first instance after a wall time; nil where there is none, or the work ran out.
  public func next(
    after local: CivilDateTime, _ options: RecurrenceOptions = RecurrenceOptions()
  ) -> CivilDateTime? {
    var iterator = RecurrenceSetIterator(self, options)
    iterator.skip(to: local.wallSeconds + 1)
    return iterator.next().map { CivilDateTime(wallSeconds: $0) }
  }

  /// The last instance before a wall time; nil where there is none, or the work ran out.
  ///
  /// Looks back through windows that double until one holds an instance.
  public func previous(
    before local: CivilDateTime, _ options: RecurrenceOptions = RecurrenceOptions()
  ) -> CivilDateTime? {
    let end = local.wallSeconds
    let beginning = min(start.local, dates.min() ?? start.local).wallSeconds
    var work = options.work
    var width = rules.map { $0.frequency.typicalSeconds * min($0.interval, 1_000) }.min() ?? 86_400
    var upper = end
    while upper > beginning, work > 0 {
      let lower = max(beginning, upper - width)
      var iterator = RecurrenceSetIterator(
        self, RecurrenceOptions(limit: .max, work: work, finest: options.finest))
      iterator.skip(to: lower)
      var last: Int?
      while let wall = iterator.next(), wall < upper { last = wall }
      if let last { return CivilDateTime(wallSeconds: last) }
      work -= max(1, iterator.workDone)
      upper = lower
      width = min(width * 2, 1 << 40)
    }
    return nil
  }
}

extension RecurrenceFrequency {
  /// About the seconds of a period, to begin a search with.
  var typicalSeconds: Int {
    switch self {
    case .yearly: 31_622_400
    case .monthly: 2_678_400
    case .weekly: 604_800
    default: unitSeconds
    }
  }
}
