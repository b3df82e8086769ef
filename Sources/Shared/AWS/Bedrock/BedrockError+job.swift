extension BedrockError {
  /// What becomes of a job that this error ended.
  public enum Fate: String, Hashable, Sendable {
    /// Another attempt may succeed, and counts.
    case retry
    /// The job itself is fine: it comes again later, and the attempt does not count.
    case snooze
    /// The same request can never succeed.
    case discard
  }

  /// The fate of a job by the cause: what only time or the operator mends is no fault of the job.
  public var fate: Fate {
    switch code {
    case .throttled, .modelNotReady, .paced, .accessDenied, .modelNotFound, .quotaExceeded,
      .configuration:
      .snooze
    case .validation: .discard
    case .modelTimeout, .modelError, .internalServer, .unavailable, .conflict, .credentialService,
      .transport, .timeout, .cancelled, .malformedAnswer, .other:
      .retry
    }
  }

  /// The failure that is kept on the job.
  public var jobFailure: JobFailure {
    JobFailure("bedrock_\(code.rawValue)", description, isFinal: fate == .discard)
  }

  /// How the job ends.
  public var jobOutcome: JobOutcome {
    switch fate {
    case .retry: .retry(after: retryAfter, jobFailure)
    case .discard: .discard(jobFailure)
    case .snooze: .snooze(for: snooze)
    }
  }

  /// After which time a snoozed job comes again.
  public var snooze: Duration {
    switch code {
    case .throttled, .modelNotReady, .paced:
      max(retryAfter ?? .seconds(BedrockLimits.throttleSnoozeSeconds), .seconds(1))
    default: .seconds(60 * BedrockLimits.accountSnoozeMinutes)
    }
  }
}
