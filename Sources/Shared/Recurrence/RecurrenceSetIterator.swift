/// The instances of a series in order, as wall seconds: rules and dates merged, exceptions removed.
struct RecurrenceSetIterator {
  private struct Source {
    var iterator: RecurrenceIterator
    var head: Int?
    /// False while the next instance has not been asked for; it may cost work that nobody needs.
    var isHeadKnown = false
  }

  private var sources: [Source]
  private var dates: [Int]
  private var dateIndex = 0
  private let exceptions: [Int]
  private var exceptionIndex = 0
  private var previous = Int.min
  private let initialWork: Int
  /// True where a rule repeats more often than the options allow.
  let isThinned: Bool

  /// An iterator before the first instance of a series.
  init(_ set: RecurrenceSet, _ options: RecurrenceOptions) {
    let rules = set.rules.prefix(RecurrenceLimits.rules)
    let work = options.work / max(1, rules.count)
    initialWork = work * rules.count
    isThinned = rules.contains { rule in
      rule.frequency > options.finest && !set.start.isDate
    }
    sources = rules.map { rule in
      let plan = RecurrencePlan(
        rule, start: set.start.local, isAllDay: set.start.isDate, zone: set.start.zone)
      let spacing = rule.frequency > options.finest ? options.finest.unitSeconds : 1
      return Source(iterator: RecurrenceIterator(plan, work: work, spacing: spacing))
    }
    let isDate = set.start.isDate
    func walls(_ list: [CivilDateTime]) -> [Int] {
      list.prefix(RecurrenceLimits.dates).map {
        isDate ? $0.date.daysSinceEpoch * 86_400 : $0.wallSeconds
      }.sorted()
    }
    dates = walls(set.dates + (set.includesStart ? [set.start.local] : []))
    exceptions = walls(set.exceptions)
  }

  /// True where the work of a rule ran out.
  var isCutShort: Bool { sources.contains { $0.iterator.isCutShort } }

  /// Steps of work taken so far.
  var workDone: Int { initialWork - sources.reduce(0) { $0 + max(0, $1.iterator.work) } }

  /// Goes on with the first instance at or after a wall second; before the first `next()` only.
  mutating func skip(to wall: Int) {
    for index in sources.indices { sources[index].iterator.skip(to: wall) }
    while dateIndex < dates.count, dates[dateIndex] < wall { dateIndex += 1 }
    while exceptionIndex < exceptions.count, exceptions[exceptionIndex] < wall {
      exceptionIndex += 1
    }
  }

  /// The next instance; nil after the last, or once a rule's work ran out.
  mutating func next() -> Int? {
    while let wall = earliest() {
      if wall == previous { continue }
      previous = wall
      while exceptionIndex < exceptions.count, exceptions[exceptionIndex] < wall {
        exceptionIndex += 1
      }
      if exceptionIndex < exceptions.count, exceptions[exceptionIndex] == wall { continue }
      return wall
    }
    return nil
  }

  /// Takes the earliest head of all sources.
  private mutating func earliest() -> Int? {
    var best = dateIndex < dates.count ? dates[dateIndex] : Int.max
    var from = -1
    for index in sources.indices {
      if !sources[index].isHeadKnown {
        sources[index].isHeadKnown = true
        sources[index].head = sources[index].iterator.next()
      }
      // Behind a rule that gave up nothing is certain to be next.
      if sources[index].iterator.isCutShort { return nil }
      if let head = sources[index].head, head < best {
        best = head
        from = index
      }
    }
    guard best != .max else { return nil }
    if from < 0 {
      dateIndex += 1
    } else {
      sources[from].isHeadKnown = false
    }
    return best
  }
}
