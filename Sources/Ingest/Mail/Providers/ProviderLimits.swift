/// Limits on what mail providers post, and for how long their signatures count.
public enum ProviderLimits {
  /// Bytes of a posted form; the mail itself may have `MailLimits.messageBytes`.
  public static let formBytes = 33_554_432
  /// Bytes of a posted JSON document: Postmark takes mail of 35 MB and writes files in base 64.
  public static let documentBytes = 67_108_864
  /// Bytes of a posted notification of Amazon SNS, which carries at most 256 KiB.
  public static let notificationBytes = 1_048_576
  /// Depth of a JSON document.
  public static let depth = 32
  /// Different recipients of one mail; one with more is refused as a whole.
  public static let recipients = 500
  /// Header fields of a mail that comes in pieces.
  public static let fields = 1_000
  /// Files of a mail that comes in pieces.
  public static let files = 500
  /// Bytes of one header value that is put together.
  public static let fieldBytes = 65_536
  /// Seconds that a sender's clock may be ahead of the database's.
  public static let aheadSeconds = 300
  /// Seconds for which a signature of Mailgun counts, which tries again for 8 hours.
  public static let mailgunSeconds = 43_200
  /// Seconds for which a signature of SendGrid counts, which tries again for 72 hours.
  public static let sendGridSeconds = 345_600
  /// Seconds for which a notification of Amazon SNS counts.
  public static let notificationSeconds = 86_400
  /// Seconds for which the tokens of requests are kept; longer than any signature counts.
  public static let tokenSeconds = 604_800
  /// Old tokens removed with each new one.
  public static let tokensRemoved = 20
  /// Certificates of Amazon SNS that are kept.
  public static let certificates = 8
  /// Bytes of a certificate that is fetched.
  public static let certificateBytes = 65_536
  /// Seconds that fetching a certificate, or confirming a subscription, may take.
  public static let fetchSeconds = 10
}
