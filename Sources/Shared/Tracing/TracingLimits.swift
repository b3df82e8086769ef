/// Limits of the export of traces.
public enum TracingLimits {
  /// Spans that wait to be sent; more are dropped and counted.
  public static let waitingSpans = 4_096
  /// Spans in one request to the collector.
  public static let spansPerRequest = 512
  /// Seconds between two sendings.
  public static let sendSeconds = 2
  /// Seconds that one request to the collector may take.
  public static let requestSeconds = 10
  /// How often one request is sent where the collector asks for patience.
  public static let attempts = 4
}
