/// PostgreSQL's `interval`: months, days and microseconds, kept apart since a month and a day have
/// no fixed length.
public struct PostgresInterval: Hashable, Sendable, PostgresEncodable, PostgresDecodable,
  PostgresArrayElement
{
  /// Months, 12 a year.
  public var months: Int32
  /// Days, 24 hours only where no clock changes.
  public var days: Int32
  /// Microseconds.
  public var microseconds: Int64

  /// The interval of these parts.
  public init(months: Int32 = 0, days: Int32 = 0, microseconds: Int64 = 0) {
    self.months = months
    self.days = days
    self.microseconds = microseconds
  }

  /// The interval of that duration, cut to microseconds.
  public init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self.init(microseconds: seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
  }

  /// `interval`
  public static var postgresType: PostgresType { .interval }

  /// Appends microseconds, days, months.
  public func encode(into buffer: inout PostgresBuffer) {
    buffer.append(number: microseconds)
    buffer.append(number: days)
    buffer.append(number: months)
  }

  /// Reads an `interval`.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    var reader = PostgresReader(bytes)
    guard type == .interval, let microseconds: Int64 = reader.number(),
      let days: Int32 = reader.number(), let months: Int32 = reader.number(), reader.isAtEnd
    else { return nil }
    self.init(months: months, days: days, microseconds: microseconds)
  }
}
