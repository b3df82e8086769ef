public import Shared

extension IndexError {
  /// What a failure of the database means for the index.
  public init(_ error: PostgresError) {
    let isPassing =
      error.isConnectionLoss || error.isRetryable || error.kind == .statementTimeout
      || error.kind == .poolTimeout || error.kind == .cancelled
    self.init(isPassing ? .passing : .refused, error.description)
  }
}
