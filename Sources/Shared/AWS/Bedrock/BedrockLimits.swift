/// Sizes, counts and times of talking to Amazon Bedrock Runtime.
public enum BedrockLimits {
  /// Attempts of one call, the first included, as in AWS's standard retry mode.
  public static let attempts = 3
  /// Seconds above which no wait between two attempts grows.
  public static let backoffSeconds = 20.0
  /// Seconds, before doubling, between attempts after a throttle.
  public static let throttleBaseSeconds = 1.0
  /// Seconds, before doubling, between attempts after any other failure that may pass.
  public static let transientBaseSeconds = 0.05
  /// Seconds by which the service's own `x-amz-retry-after` may lengthen a wait.
  public static let retryAfterSeconds = 5.0
  /// Tokens of the retry quota, which a client's calls share; a service that fails throughout is
  /// soon asked only once a call.
  public static let retryQuota = 500
  /// What a repeat costs of the retry quota.
  public static let transientCost = 14
  /// What a repeat after a throttle costs of the retry quota.
  public static let throttleCost = 5
  /// Seconds a call may take, all attempts and waits included, unless the caller says otherwise.
  public static let callSeconds = 60
  /// Seconds a call waits for a model's rate limit before it gives up and says when to come again.
  public static let paceSeconds = 5
  /// Bytes of an answer that is not streamed.
  public static let answerBytes = 8 * 1024 * 1024
  /// Bytes of a streamed answer.
  public static let streamBytes = 16 * 1024 * 1024
  /// Bytes of one frame of a stream, its headers included.
  public static let frameBytes = 1024 * 1024
  /// Bytes of the headers of one frame.
  public static let frameHeaderBytes = 64 * 1024
  /// Content blocks of one streamed answer.
  public static let contentBlocks = 256
  /// Characters of a model id, as the service allows.
  public static let modelCharacters = 2_048
  /// Minutes after which a job comes again that the operator's account keeps from working.
  public static let accountSnoozeMinutes = 15
  /// Seconds after which a job comes again that was throttled, where the service names no time.
  public static let throttleSnoozeSeconds = 30
}
