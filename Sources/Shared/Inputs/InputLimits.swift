/// Limits on inputs.
public enum InputLimits {
  /// Characters of a recipient kept.
  public static let recipientCharacters = 320
  /// Characters of an outcome's reason kept.
  public static let reasonCharacters = 2_000
  /// Inputs expired or erased in one statement.
  public static let expiredAtOnce = 500
  /// Days for which raw bytes are kept unless `RAW_RETENTION_DAYS` says otherwise.
  public static let retentionDays = 90
  /// Random bytes of an address's slug, written as 16 letters and digits.
  public static let slugBytes = 10
  /// Buckets in which the senders to one address are counted.
  public static let senderBuckets = 1_024
  /// Entries of an address's list of welcome senders.
  public static let allowedSenders = 1_000
  /// Bytes of an address that are looked at (RFC 5321 section 4.5.3.1 allows 320).
  public static let addressBytes = 320
}
