/// Limits on one mail; reaching one cuts there and marks the result as truncated.
public enum MailLimits {
  /// Bytes of a raw message that are accepted.
  public static let messageBytes = 26_214_400
}
