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
