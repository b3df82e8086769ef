import Shared

/// What the app says about single occurrences of a series, found by occurrence at once: a series may
/// have thousands of both.
struct SeriesExceptions {
  private let exceptions: [SeriesException]
  private let zone: Zone
  private let isWholeDays: Bool
  private var byInstant: [Instant: Int] = [:]
  private var byDay: [CivilDate: Int] = [:]

  /// The exceptions of a series; of two about one occurrence the first counts.
  init(of series: RecurringSeries) {
    exceptions = series.exceptions
    zone = series.zone
    isWholeDays = series.isWholeDays
    for (index, exception) in exceptions.enumerated() {
      let local = zone.local(at: exception.original)
      if !isWholeDays, byInstant[exception.original] == nil {
        byInstant[exception.original] = index
      }
      // An exception without a time names the day of what happens at most once in it.
      let namesDay =
        isWholeDays || (local.time == .midnight && series.rule.frequency <= .daily)
      if namesDay, byDay[local.date] == nil { byDay[local.date] = index }
    }
  }

  /// Where an occurrence is due: where the rule has it or the app moved it to; nil where the app has
  /// closed it.
  func place(of instance: CivilDateTime) -> CivilDateTime? {
    let indexes = [byDay[instance.date], isWholeDays ? nil : byInstant[zone.instant(of: instance)]]
    guard !exceptions.isEmpty, let first = indexes.compactMap(\.self).min() else { return instance }
    let exception = exceptions[first]
    if exception.isClosed { return nil }
    return exception.moved.map { zone.local(at: $0) } ?? instance
  }
}
