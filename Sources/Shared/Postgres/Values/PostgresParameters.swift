/// The parameters of one statement, written one after another in the form libpq sends.
struct PostgresParameters: Sendable {
  /// The types that the server is told.
  private(set) var types: [UInt32] = []
  private var buffer = PostgresBuffer()
  private var starts: [Int] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  /// The parameters in their binary form.
  init(_ values: [any PostgresEncodable]) {
    types.reserveCapacity(values.count)
    starts.reserveCapacity(values.count)
    lengths.reserveCapacity(values.count)
    formats.reserveCapacity(values.count)
    buffer.reserve(values.count * 16)
    for value in values { append(value) }
  }

  /// The number of parameters.
  var count: Int { types.count }

  private mutating func append<Value: PostgresEncodable>(_ value: Value) {
    types.append(Value.postgresType.oid)
    formats.append(Value.usesTextForm ? 0 : 1)
    if value.isPostgresNull {
      starts.append(-1)
      lengths.append(0)
      return
    }
    let start = buffer.bytes.count
    value.encode(into: &buffer)
    starts.append(start)
    lengths.append(Int32(clamping: buffer.bytes.count - start))
    // libpq reads text parameters up to a NUL.
    if Value.usesTextForm { buffer.append(0) }
  }

  /// Calls `body` with the arrays that libpq's functions take; they live as long as the call.
  func withPointers<Value>(
    _ body: (
      _ values: UnsafePointer<UnsafePointer<CChar>?>, _ lengths: UnsafePointer<Int32>,
      _ formats: UnsafePointer<Int32>
    ) -> Value
  ) -> Value {
    buffer.bytes.withUnsafeBytes { bytes in
      // A value of no bytes still needs an address, since nil would mean NULL.
      let base = bytes.baseAddress ?? UnsafeRawPointer(Self.nothing)
      return withUnsafeTemporaryAllocation(
        of: UnsafePointer<CChar>?.self, capacity: max(1, count)
      ) { pointers in
        for index in 0..<count {
          pointers[index] =
            starts[index] < 0
            ? nil : (base + starts[index]).assumingMemoryBound(to: CChar.self)
        }
        return body(UnsafePointer(pointers.baseAddress!), lengths, formats)
      }
    }
  }

  // reason: an address that nothing is read from or written to.
  nonisolated(unsafe) private static let nothing = UnsafeMutableRawPointer.allocate(
    byteCount: 1, alignment: 1)
}
