import Shared

/// Turns errors of modules that know nothing of HTTP into problem documents.
enum ErrorTranslation {
  /// The problem; nil where the error is a fault of ours and answers 500.
  static func problem(for error: any Error) -> Problem? {
    switch error {
    case let error as PostgresError: unavailability(error)
    case let error as TaskError: refusal(error)
    default: nil
    }
  }

  /// 503 where another attempt later can succeed.
  private static func unavailability(_ error: PostgresError) -> Problem? {
    let isPassing = error.isConnectionLoss || error.isRetryable || error.kind == .statementTimeout
    return isPassing ? .unavailable("the database does not answer") : nil
  }

  private static func refusal(_ error: TaskError) -> Problem {
    switch error.code {
    case .notFound: return .notFound()
    case .forbidden, .inactiveUser, .archivedProject: return .forbidden(error.detail)
    case .invalid, .limit:
      return .invalid([Problem.Fault(pointer: "/\(error.field ?? "")", detail: error.detail)])
    case .stale, .cycle, .wrongState, .notUndoable, .rule, .isolation:
      return .conflict(
        error.code.rawValue.split(separator: "_").joined(separator: "-"), error.detail)
    }
  }
}
