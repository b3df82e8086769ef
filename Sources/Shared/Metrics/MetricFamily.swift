import Synchronization

/// One metric with its label names; each set of label values has an instrument of its own.
///
/// The sets are bounded: what comes after `MetricsLimits.seriesPerMetric` of them shares one
/// instrument whose label values are all `other`, so a hostile value cannot exhaust memory.
public final class MetricFamily<Instrument: Sendable>: Sendable {
  /// The metric's name, with its unit last, such as `fractal_job_run_seconds`.
  public let name: String
  /// One line of help.
  public let help: String
  /// The names of the labels, in the order in which values are given.
  public let labelNames: [String]
  /// Whether it counts, measures or observes.
  let kind: MetricKind
  private let make: @Sendable () -> Instrument
  private let series = Mutex<[[String]: Instrument]>([:])

  /// A metric without label sets; `make` gives each new one its instrument.
  init(
    kind: MetricKind, name: String, help: String, labelNames: [String],
    make: @escaping @Sendable () -> Instrument
  ) {
    self.kind = kind
    self.name = name
    self.help = help
    self.labelNames = labelNames
    self.make = make
  }

  /// The instrument of these label values. Keep it where the values are constant: a look-up
  /// takes a lock, using the instrument takes none.
  public func labeled(_ values: String...) -> Instrument { labeled(values) }

  /// The instrument of these label values; missing ones count as empty, further ones are dropped.
  public func labeled(_ values: [String]) -> Instrument {
    var key = values.prefix(labelNames.count).map(Self.bounded)
    while key.count < labelNames.count { key.append("") }
    return series.withLock { series in
      if let known = series[key] { return known }
      if series.count >= MetricsLimits.seriesPerMetric {
        key = labelNames.map { _ in "other" }
        if let known = series[key] { return known }
      }
      let instrument = make()
      series[key] = instrument
      return instrument
    }
  }

  /// Forgets all label sets, before a collector fills in what exists now.
  public func removeAll() {
    series.withLock { $0.removeAll() }
  }

  /// The instruments with their label values, ordered by these.
  var snapshot: [(labels: [String], instrument: Instrument)] {
    series.withLock { $0.map { (labels: $0.key, instrument: $0.value) } }
      .sorted { $0.labels.lexicographicallyPrecedes($1.labels) }
  }

  private static func bounded(_ value: String) -> String {
    value.utf8.count <= MetricsLimits.labelValueBytes
      ? value
      : String(decoding: value.utf8.prefix(MetricsLimits.labelValueBytes), as: UTF8.self)
  }
}
