/// Times and sizes of talking to AWS.
public enum AWSLimits {
  /// Seconds before their end at which temporary credentials are renewed while they still work.
  public static let refreshAheadSeconds = 300
  /// Seconds before their end at which temporary credentials no longer count.
  public static let refreshMustSeconds = 60
  /// Seconds until the instance or container endpoint must have answered.
  public static let metadataSeconds = 2
  /// Bytes of an answer with credentials.
  public static let credentialBytes = 64 * 1024
  /// Bytes of a configuration or credentials file.
  public static let fileBytes = 1024 * 1024
  /// Profiles that may lead to each other by `source_profile`.
  public static let profileDepth = 5
  /// Seconds for which a role is assumed where its profile does not say.
  public static let roleSeconds = 3_600
  /// Seconds a call to the token service may take.
  public static let tokenServiceSeconds = 10
  /// Bytes above which an S3 object is sent in parts, and the size of a part.
  public static let partBytes = 8 * 1024 * 1024
  /// Seconds a call to S3 may take.
  public static let storageSeconds = 120
  /// Attempts of a call to S3 whose failure may pass.
  public static let storageAttempts = 3
  /// Longest validity of a presigned link in seconds (7 days, by the rules of Signature Version 4).
  public static let presignedSeconds = 604_800
}
