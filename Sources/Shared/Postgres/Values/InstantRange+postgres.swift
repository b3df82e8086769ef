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
