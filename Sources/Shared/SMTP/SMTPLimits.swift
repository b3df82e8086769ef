/// Limits on mails that are handed in by SMTP.
public enum SMTPLimits {
  /// Milliseconds for the connection.
  public static let connectMilliseconds = 10_000
  /// Milliseconds for the whole exchange.
  public static let totalMilliseconds = 45_000
}
