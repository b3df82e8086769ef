/// Limits on what is measured.
public enum MetricsLimits {
  /// Label sets that one metric keeps apart; what comes after is counted under `other`.
  public static let seriesPerMetric = 256
  /// Bytes of one label value; the rest is cut off.
  public static let labelValueBytes = 128
}
