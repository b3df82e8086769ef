/// Days and microseconds from 1970-01-01 to PostgreSQL's own epoch, 2000-01-01.
enum PostgresEpoch {
  /// Days between the two.
  static let days = 10_957
  /// Microseconds between the two.
  static let microseconds: Int64 = 946_684_800_000_000
}

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
  /// ``distantPast``. A `timestamp` without zone is refused, since it is no point in time.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    guard type == .timestamptz, let value = Int64(postgresBytes: bytes) else { return nil }
    switch value {
    case .max: self = .distantFuture
    case .min: self = .distantPast
    default:
      let (shifted, overflow) = value.addingReportingOverflow(PostgresEpoch.microseconds)
      guard !overflow else { return nil }
      self.init(microseconds: shifted)
    }
  }
}

extension CivilDate: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  /// `date`
  public static var postgresType: PostgresType { .date }

  /// Appends the days since 2000-01-01.
  public func encode(into buffer: inout PostgresBuffer) {
    buffer.append(number: Int32(clamping: daysSinceEpoch - PostgresEpoch.days))
  }

  /// Reads a `date`; nil for the infinities, which are no day.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    guard type == .date, let days = Int32(postgresBytes: bytes), days != .max, days != .min
    else { return nil }
    self.init(daysSinceEpoch: Int(days) + PostgresEpoch.days)
  }
}

extension InstantRange: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  private enum Flag {
    static let empty: UInt8 = 0x01
    static let lowerIncluded: UInt8 = 0x02
    static let upperIncluded: UInt8 = 0x04
    static let lowerOpen: UInt8 = 0x08
    static let upperOpen: UInt8 = 0x10
  }

  /// `tstzrange`
  public static var postgresType: PostgresType { .tstzrange }

  /// Appends flags and bounds (the form of PostgreSQL's `range_send`).
  public func encode(into buffer: inout PostgresBuffer) {
    guard !isEmpty else { return buffer.append(Flag.empty) }
    var flags = Flag.lowerIncluded
    if lower == nil { flags = Flag.lowerOpen }
    if upper == nil { flags |= Flag.upperOpen }
    buffer.append(flags)
    if let lower { buffer.appendField(lower) }
    if let upper { buffer.appendField(upper) }
  }

  /// Reads a `tstzrange`; an excluded start or an included end moves by one microsecond.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    var reader = PostgresReader(bytes)
    guard type == .tstzrange, let flags: UInt8 = reader.number() else { return nil }
    if flags & Flag.empty != 0 {
      self = .empty
      return
    }
    var lower: Instant?
    var upper: Instant?
    if flags & Flag.lowerOpen == 0 {
      guard var bound = InstantRange.bound(&reader) else { return nil }
      if flags & Flag.lowerIncluded == 0 { bound.microseconds &+= 1 }
      lower = bound == .distantPast ? nil : bound
    }
    if flags & Flag.upperOpen == 0 {
      guard var bound = InstantRange.bound(&reader) else { return nil }
      if flags & Flag.upperIncluded != 0, bound != .distantFuture { bound.microseconds &+= 1 }
      upper = bound == .distantFuture ? nil : bound
    }
    guard reader.isAtEnd else { return nil }
    self.init(lower: lower, upper: upper)
  }

  private static func bound(_ reader: inout PostgresReader) -> Instant? {
    guard let length: Int32 = reader.number(), let bytes = reader.take(Int(length)) else {
      return nil
    }
    return Instant(postgres: bytes, type: .timestamptz)
  }
}
