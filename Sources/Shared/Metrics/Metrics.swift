import Synchronization

/// The metrics of one process, shown as Prometheus text.
///
/// Make one at start and hand it down; a name that is asked for again gives the same metric.
public final class Metrics: Sendable {
  /// Fills in gauges just before they are shown, for instance by asking the database.
  public typealias Collector = @Sendable () async -> Void

  /// The media type of the exposition.
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  private struct State {
    var counters: [String: MetricFamily<Counter>] = [:]
    var gauges: [String: MetricFamily<Gauge>] = [:]
    var histograms: [String: MetricFamily<Histogram>] = [:]
    var collectors: [Collector] = []
  }

  private let state = Mutex(State())

  /// An empty set of metrics.
  public init() {}

  /// The counter of that name, which ends in `_total`.
  public func counter(
    _ name: String, help: String, labels: [String] = []
  ) -> MetricFamily<Counter> {
    state.withLock { state in
      if let known = state.counters[name] { return known }
      let family = MetricFamily<Counter>(
        kind: .counter, name: name, help: help, labelNames: labels, make: { Counter() })
      state.counters[name] = family
      return family
    }
  }

  /// The gauge of that name.
  public func gauge(_ name: String, help: String, labels: [String] = []) -> MetricFamily<Gauge> {
    state.withLock { state in
      if let known = state.gauges[name] { return known }
      let family = MetricFamily<Gauge>(
        kind: .gauge, name: name, help: help, labelNames: labels, make: { Gauge() })
      state.gauges[name] = family
      return family
    }
  }

  /// The histogram of that name, with rising bounds.
  public func histogram(
    _ name: String, help: String, labels: [String] = [],
    bounds: [Double] = Histogram.secondsBounds
  ) -> MetricFamily<Histogram> {
    state.withLock { state in
      if let known = state.histograms[name] { return known }
      let family = MetricFamily<Histogram>(
        kind: .histogram, name: name, help: help, labelNames: labels,
        make: { Histogram(bounds: bounds) })
      state.histograms[name] = family
      return family
    }
  }

  /// Runs the collector before every exposition.
  public func addCollector(_ collector: @escaping Collector) {
    state.withLock { $0.collectors.append(collector) }
  }

  /// All metrics in Prometheus's text format 0.0.4, ordered by name, collectors run first.
  public func exposition() async -> String {
    for collector in state.withLock({ $0.collectors }) { await collector() }
    let (counters, gauges, histograms) = state.withLock {
      ($0.counters, $0.gauges, $0.histograms)
    }
    var writer = ExpositionWriter()
    for name in (Array(counters.keys) + gauges.keys + histograms.keys).sorted() {
      if let family = counters[name] { writer.write(family) }
      if let family = gauges[name] { writer.write(family) }
      if let family = histograms[name] { writer.write(family) }
    }
    return writer.text
  }
}
