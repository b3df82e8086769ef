/// Why a text is no recurrence rule: a code, the rule part and the byte concerned.
public struct RecurrenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Code: String, Hashable, Sendable {
    /// There is no text.
    case empty = "no rule"
    /// The text has more than `RecurrenceLimits.ruleBytes`.
    case tooLong = "rule too long"
    /// A part is not `NAME=VALUE`.
    case malformedPart = "part is not NAME=VALUE"
    /// RFC 5545 knows no such part.
    case unknownPart = "unknown part"
    /// The part stands twice.
    case repeatedPart = "part stands twice"
    /// FREQ is missing.
    case missingFrequency = "FREQ is missing"
    /// FREQ names no frequency.
    case unknownFrequency = "unknown frequency"
    /// No number stands where one has to.
    case malformedNumber = "not a number"
    /// The number is outside what the part allows.
    case numberOutOfRange = "number out of range"
    /// A list has more than `RecurrenceLimits.listItems` different items.
    case tooManyItems = "too many items"
    /// No weekday stands where one has to.
    case malformedDay = "not a weekday"
    /// UNTIL is neither a date nor a date and time.
    case malformedUntil = "not a date or time"
    /// COUNT and UNTIL exclude each other.
    case countAndUntil = "COUNT and UNTIL together"
    /// The part may not stand in a rule of this frequency.
    case notWithFrequency = "part not allowed with this frequency"
    /// A weekday with a number may not stand in a rule of this frequency, or beside BYWEEKNO.
    case numberedDay = "numbered weekday not allowed here"
    /// BYSETPOS stands without another BY part.
    case positionAlone = "BYSETPOS without another BY part"
  }

  /// What is wrong.
  public let code: Code

  /// The part concerned, such as `BYDAY`; nil where none is known.
  public let part: String?

  /// The byte of the text at which it goes wrong, counted from 0.
  public let position: Int

  /// An error of that kind at that byte.
  init(_ code: Code, part: RecurrencePart? = nil, at position: Int) {
    self.code = code
    self.part = part?.rawValue
    self.position = position
  }

  /// The code, part and position; never the text that was given.
  public var description: String {
    "\(part.map { $0 + ": " } ?? "")\(code.rawValue) at byte \(position)"
  }
}
