/// How much a log line matters; a logger drops what is below its own level.
public enum LogLevel: String, CaseIterable, Comparable, Sendable {
  /// For someone who follows one job step by step.
  case debug
  /// The normal course of things.
  case info
  /// Something went wrong and was handled; somebody may want to know.
  case warning
  /// Something failed; somebody should look.
  case error

  /// True where `lhs` matters less than `rhs`.
  public static func < (lhs: LogLevel, rhs: LogLevel) -> Bool {
    lhs.rank < rhs.rank
  }

  private var rank: Int {
    switch self {
    case .debug: 0
    case .info: 1
    case .warning: 2
    case .error: 3
    }
  }
}
