/// One setting of the program: its name, type, default and meaning.
///
/// The whole list is `Settings.all`; `fractal config` prints it with the values in force.
public struct Setting<Value: SettingValue>: SettingDescription {
  /// The name in the environment, such as `DATABASE_URL`.
  public let name: String
  /// The part of the program that reads it.
  public let area: SettingArea
  /// One line: what it decides, with its unit.
  public let summary: String
  /// Whether its value is shown nowhere.
  public let isSecret: Bool
  /// The value in force where nobody gives one.
  public let defaultValue: Value
  /// What a person has to write: the type's expectation, narrowed by `isAllowed`.
  public let expectation: String
  private let isAllowed: @Sendable (Value) -> Bool

  /// A setting; `expectation` says in words what `isAllowed` checks.
  public init(
    _ name: String, _ area: SettingArea, default defaultValue: Value, isSecret: Bool = false,
    summary: String, expectation: String = Value.expectation,
    isAllowed: @escaping @Sendable (Value) -> Bool = { _ in true }
  ) {
    self.name = name
    self.area = area
    self.defaultValue = defaultValue
    self.isSecret = isSecret
    self.summary = summary
    self.expectation = expectation
    self.isAllowed = isAllowed
  }

  /// The default as text; empty where the setting is off unless it is given.
  public var defaultText: String { defaultValue.settingText }

  /// Reads the text, refusing what is malformed or not allowed; the refusal holds no value.
  public func read(
    _ text: String, place: String
  ) throws(SettingProblem) -> any SettingValue {
    guard let value = Value(settingText: text), isAllowed(value) else {
      throw SettingProblem(
        kind: .malformed, name: name, place: place, advice: "must be \(expectation)")
    }
    return value
  }
}

extension Setting where Value == Int {
  /// A whole number within a range.
  public init(
    _ name: String, _ area: SettingArea, default defaultValue: Int, in range: ClosedRange<Int>,
    summary: String
  ) {
    self.init(
      name, area, default: defaultValue, summary: summary,
      expectation: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      isAllowed: { range.contains($0) })
  }
}

extension Setting where Value == Duration {
  /// A number of seconds within a range.
  public init(
    _ name: String, _ area: SettingArea, default defaultValue: Duration,
    in range: ClosedRange<Duration>, summary: String
  ) {
    let bounds = (range.lowerBound.settingText, range.upperBound.settingText)
    self.init(
      name, area, default: defaultValue, summary: summary,
      expectation: "a number of seconds from \(bounds.0) to \(bounds.1)",
      isAllowed: { range.contains($0) })
  }
}

extension Setting where Value == String {
  /// One of a few words.
  public init(
    _ name: String, _ area: SettingArea, default defaultValue: String, oneOf words: [String],
    summary: String
  ) {
    self.init(
      name, area, default: defaultValue, summary: summary,
      expectation: "one of \(words.joined(separator: ", "))",
      isAllowed: { words.contains($0) })
  }
}
