/// The kinds of metric, as Prometheus names them.
enum MetricKind: String, Sendable {
  /// Only ever rises.
  case counter
  /// Goes up and down.
  case gauge
  /// Counts observations in buckets.
  case histogram
}
