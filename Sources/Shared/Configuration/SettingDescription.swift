/// What a setting says about itself, whatever the type of its value.
public protocol SettingDescription: Sendable {
  /// The name in the environment, such as `DATABASE_URL`.
  var name: String { get }
  /// The part of the program that reads it.
  var area: SettingArea { get }
  /// One line: what it decides, with its unit.
  var summary: String { get }
  /// Whether its value is shown nowhere.
  var isSecret: Bool { get }
  /// What a person has to write.
  var expectation: String { get }
  /// The default as text; empty where the setting is off unless it is given.
  var defaultText: String { get }
  /// Reads the text into the setting's own type, or says what it should have been.
  func read(_ text: String, place: String) throws(SettingProblem) -> any SettingValue
}
