import Glibc
import Shared

extension Settings {
  /// The logger on standard error at the level and in the format of the settings.
  func makeLogger() -> Logger {
    let format: LogFormat
    switch self[Settings.logFormat] {
    case "json": format = .json
    case "text": format = .text
    default: format = isatty(2) == 1 ? .text : .json
    }
    return Logger(sink: StandardErrorSink(format: format), level: self[Settings.logLevel])
  }
}
