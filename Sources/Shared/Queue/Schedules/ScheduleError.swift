/// What is wrong with a schedule.
public struct ScheduleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of mistake.
  public enum Code: String, Sendable {
    /// More bytes than ``ScheduleLimits/expressionBytes``.
    case tooLong = "the expression is too long"
    /// Neither five nor six fields, nor a macro.
    case fieldCount = "five fields, six with seconds in front, or a macro such as @daily"
    /// A number out of range, or no number and no name.
    case badValue = "no such value"
    /// A range that ends before it begins.
    case badRange = "the range ends before it begins"
    /// A step that is no number from 1 to 60.
    case badStep = "a step is a number from 1 to 60"
    /// An `@every` without a duration of at least a second.
    case badInterval = "@every takes a duration such as 90s, 15m or 1h30m"
    /// A word after `@` that means nothing.
    case unknownMacro = "no such macro"
    /// No such zone.
    case unknownZone = "no such time zone"
    /// No name of a kind of jobs.
    case badKind = "a job kind is 1 to 100 of a-z, 0-9, dot, dash and underscore"
    /// It never happens.
    case never = "it never happens"
  }

  /// What kind of mistake.
  public let code: Code
  /// The field it is in.
  public let field: String?

  /// A mistake, in a field where it has one.
  public init(_ code: Code, field: String? = nil) {
    self.code = code
    self.field = field
  }

  /// One line; none of the text that was given.
  public var description: String { field.map { "\($0): \(code.rawValue)" } ?? code.rawValue }
}
