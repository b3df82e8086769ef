/// A parameter of a property: its name in capitals and its values, unquoted and unescaped.
public struct ICalendarParameter: Hashable, Sendable {
  /// The name in capitals: `TZID`.
  public let name: String
  /// The values, one or more.
  public let values: [String]

  /// A parameter of that name with these values.
  public init(_ name: String, _ values: [String]) {
    self.name = name
    self.values = values
  }
}
