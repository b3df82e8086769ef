/// Where a setting's value in force came from.
public enum SettingOrigin: Equatable, Sendable, CustomStringConvertible {
  /// Nobody gave one.
  case `default`
  /// The process's environment.
  case environment
  /// A line of the `.env` file.
  case file(name: String, line: Int)

  /// `default`, `environment`, or the file with its line.
  public var description: String {
    switch self {
    case .default: "default"
    case .environment: "environment"
    case .file(let name, let line): "\(name) line \(line)"
    }
  }
}
