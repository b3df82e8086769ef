/// A component as it stands in a calendar: properties and components inside it, in order.
public struct ICalendarComponent: Hashable, Sendable {
  /// The name in capitals: `VEVENT`.
  public let name: String
  /// The properties in order.
  public internal(set) var properties: [ICalendarProperty]
  /// The components inside, in order.
  public internal(set) var children: [ICalendarComponent]
  /// The line of its BEGIN, counted from 1; 0 where it came from no file.
  public let line: Int

  /// A component of these parts.
  public init(
    _ name: String, properties: [ICalendarProperty] = [], children: [ICalendarComponent] = [],
    line: Int = 0
  ) {
    self.name = name
    self.properties = properties
    self.children = children
    self.line = line
  }

  /// The first property of a name.
  public func property(_ name: String) -> ICalendarProperty? {
    properties.first { $0.name == name }
  }

  /// All properties of a name.
  public func properties(_ name: String) -> [ICalendarProperty] {
    properties.filter { $0.name == name }
  }
}
