/// Why an attempt failed: a code to group by and a message without user text.
///
/// A handler throws it, or returns it in ``JobOutcome/retry(after:_:)``; it is kept on the job with
/// time, attempt, worker and trace.
public struct JobFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// A short constant name, such as `http_503` or `timeout`.
  public let code: String
  /// What happened, for an operator; never mail text, a secret or a value of a row.
  public let message: String
  /// True where another attempt cannot succeed: the job is discarded at once.
  public let isFinal: Bool

  /// A failure of that code.
  public init(_ code: String, _ message: String = "", isFinal: Bool = false) {
    self.code = code
    self.message = message.keptOnJob
    self.isFinal = isFinal
  }

  /// The failure that any error amounts to; only our own errors describe themselves.
  public init(_ error: any Error) {
    switch error {
    case let failure as JobFailure: self = failure
    case let error as PostgresError:
      self.init(error.sqlState.map { "postgres_\($0)" } ?? "postgres", error.description)
    case is CancellationError: self.init("cancelled")
    default: self.init(String(describing: type(of: error)), String(describing: error))
    }
  }

  /// Code and message.
  public var description: String { message.isEmpty ? code : "\(code): \(message)" }
}
