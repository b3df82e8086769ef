/// What is wrong with one setting, with what to do about it. It never holds the setting's value.
public struct SettingProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kinds of fault that a setting can have.
  public enum Kind: String, Sendable {
    /// No setting has this name.
    case unknown
    /// The value cannot be read, or lies outside what is allowed.
    case malformed
    /// The file of settings cannot be read, or a line of it cannot.
    case unreadable
  }

  /// The kind of fault.
  public let kind: Kind
  /// The setting's name, or the file's where no name could be read.
  public let name: String
  /// Where it was found: `environment`, or the file with its line.
  public let place: String
  /// What to do, as a sentence without its stop.
  public let advice: String

  /// A problem with its parts.
  public init(kind: Kind, name: String, place: String, advice: String) {
    self.kind = kind
    self.name = name
    self.place = place
    self.advice = advice
  }

  /// One line: where, which, what to do.
  public var description: String { "\(place): \(name): \(advice)" }
}
