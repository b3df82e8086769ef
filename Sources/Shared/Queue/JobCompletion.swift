/// How the end of a job is written.
public enum JobCompletion: Sendable {
  /// In one transaction with the effects of the handler.
  case transactional
  /// Together with other jobs, up to ``QueueLimits/completionWindow`` later; only for kinds that
  /// write nothing to the database: a job of such a kind whose handler returns effects is discarded
  /// with the failure `effects_of_batched`. What a crash runs again is what was not written yet.
  case batched
}
