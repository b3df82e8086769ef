/// The settings were refused: every problem that was found, so that one run shows them all.
public struct SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The problems, in the order in which they were found; never empty.
  public let problems: [SettingProblem]

  /// The refusal of these problems.
  public init(problems: [SettingProblem]) {
    self.problems = problems
  }

  /// The problems, one a line.
  public var description: String {
    let noun = problems.count == 1 ? "a setting is" : "\(problems.count) settings are"
    return "\(noun) not usable\n"
      + problems.map { "  \($0.description)" }.joined(separator: "\n")
  }
}
