/// Why bytes are no JSON text; holds places, never the text itself.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Code: String, Sendable {
    /// The text ends inside a value.
    case unexpectedEnd = "the text ends inside a value"
    /// A byte stands where no such byte may.
    case unexpectedByte = "unexpected byte"
    /// Something follows the value.
    case trailingBytes = "something follows the value"
    /// A number is not written as RFC 8259 says.
    case malformedNumber = "malformed number"
    /// A string holds a bad escape or a bare control character.
    case malformedString = "malformed string"
    /// A string is not UTF-8.
    case notUTF8 = "not UTF-8"
    /// Lists and objects are nested deeper than the limit.
    case tooDeep = "nested too deeply"
  }

  /// What is wrong.
  public let code: Code
  /// The byte at which it was noticed, counted from 0.
  public let offset: Int

  /// An error of that kind at that byte.
  public init(code: Code, offset: Int) {
    self.code = code
    self.offset = offset
  }

  /// One line with the cause and its place.
  public var description: String { "invalid JSON at byte \(offset): \(code.rawValue)" }
}
