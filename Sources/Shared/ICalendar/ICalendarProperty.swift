/// A property: one unfolded line of a calendar (RFC 5545 section 3.1).
public struct ICalendarProperty: Hashable, Sendable {
  /// The name in capitals: `DTSTART`.
  public let name: String
  /// The parameters in order.
  public let parameters: [ICalendarParameter]
  /// The value as it stands on the line, escapes included.
  public internal(set) var value: String
  /// The line on which it begins, counted from 1; 0 where it came from no file.
  public let line: Int

  /// A property of these parts.
  public init(
    _ name: String, _ value: String, parameters: [ICalendarParameter] = [], line: Int = 0
  ) {
    self.name = name
    self.value = value
    self.parameters = parameters
    self.line = line
  }

  /// The first value of a parameter.
  public func parameter(_ name: String) -> String? {
    parameters.first { $0.name == name }?.values.first
  }

  /// The value as TEXT: escapes of RFC 5545 section 3.3.11 taken back.
  public var text: String {
    ICalendarText.unescaped(value)
  }

  /// The value as a list of TEXT, split at bare commas.
  public var texts: [String] {
    ICalendarText.items(value).map(ICalendarText.unescaped)
  }
}
