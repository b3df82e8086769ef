/// A setting's value that is one of a few words.
public protocol SettingChoice: SettingValue, CaseIterable, RawRepresentable<String> {}

extension SettingChoice {
  /// All the words.
  public static var expectation: String {
    "one of " + allCases.map(\.rawValue).joined(separator: ", ")
  }

  /// Reads one of the words.
  public init?(settingText: String) {
    self.init(rawValue: settingText)
  }

  /// The word.
  public var settingText: String { rawValue }
}

extension LogLevel: SettingChoice {}
