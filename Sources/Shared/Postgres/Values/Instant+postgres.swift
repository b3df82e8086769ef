extension Instant: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  /// The instant that is PostgreSQL's `infinity`: later than all others.
  public static let distantFuture = Instant(microseconds: .max)

  /// The instant that is PostgreSQL's `-infinity`: earlier than all others.
  public static let distantPast = Instant(microseconds: .min)

  /// `timestamp with time zone`
  public static var postgresType: PostgresType { .timestamptz }

  /// Appends the microseconds since 2000-01-01; the extremes are written as the infinities.
  public func encode(into buffer: inout PostgresBuffer) {
    switch self {
    case .distantFuture: buffer.append(number: Int64.max)
    case .distantPast: buffer.append(number: Int64.min)
    default:
      let (value, overflow) = microseconds.subtractingReportingOverflow(PostgresEpoch.microseconds)
      buffer.append(number: overflow ? Int64.min : value)
    }
  }

  /// Reads a `timestamp with time zone`; the infinities become ``distantFuture`` and
  /// ``distantPast``, and so do times beyond what an instant holds. A `timestamp` without zone is refused, since it is no point in time.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    guard type == .timestamptz, let value = Int64(postgresBytes: bytes) else { return nil }
    switch value {
    case .max: self = .distantFuture
    case .min: self = .distantPast
    default:
      let (shifted, overflow) = value.addingReportingOverflow(PostgresEpoch.microseconds)
      self = overflow ? .distantFuture : Instant(microseconds: shifted)
    }
  }
}
