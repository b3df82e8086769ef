/// Something in a calendar that is not as RFC 5545 says, and was read as well as it could be.
public struct ICalendarWarning: Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Code: String, Hashable, Sendable {
    /// A limit of `ICalendarLimits` was met; something is missing.
    case limit = "limit met, the rest is missing"
    /// A line without a name and a colon; it was joined to the line before.
    case malformedLine = "line is not NAME:VALUE"
    /// A component does not end, or another ends in its place.
    case unbalanced = "components do not nest"
    /// Something stands outside of VCALENDAR.
    case outside = "content outside of VCALENDAR"
    /// The text is not UTF-8; it was read as Windows-1252.
    case encoding = "text is not UTF-8"
    /// A parameter without a value, or a quote that does not end.
    case malformedParameter = "malformed parameter"
    /// A time that cannot be read; the property was left out.
    case malformedTime = "malformed time"
    /// A duration that cannot be read; the property was left out.
    case malformedDuration = "malformed duration"
    /// A rule that cannot be read; the component stands without it.
    case malformedRule = "malformed recurrence rule"
    /// A rule that breaks RFC 5545 in a way that is known and was forgiven.
    case forgivenRule = "recurrence rule breaks RFC 5545"
    /// A zone that neither the database nor a VTIMEZONE knows; the time was read as floating.
    case unknownZone = "unknown time zone"
    /// An event or task without a start, due date or identifier that it needs.
    case missingProperty = "required property is missing"
    /// The end lies before the start; the length was read as zero (a day for whole days).
    case endBeforeStart = "end before start"
    /// A VTIMEZONE that cannot be read.
    case malformedZone = "malformed VTIMEZONE"
    /// A number that cannot be read; the property was left out.
    case malformedNumber = "malformed number"
    /// EXRULE, which RFC 5545 has dropped, is not used.
    case exceptionRule = "EXRULE is not used"
  }

  /// What is wrong.
  public let code: Code
  /// The line on which it stands, counted from 1 before unfolding; 0 where none is known.
  public let line: Int

  /// The code and the line, without the text that was given.
  public var description: String {
    "\(code.rawValue) (line \(line))"
  }
}
