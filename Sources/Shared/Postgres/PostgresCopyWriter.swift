/// Writes the rows of a COPY in PostgreSQL's binary form.
///
/// Each value must have exactly its column's type: `Int32` for `integer`, `Int64` for `bigint`.
public final class PostgresCopyWriter {
  private let connection: PostgresConnection
  private let statement: String
  private var buffer = PostgresBuffer()

  /// A writer for the connection's COPY.
  init(on connection: PostgresConnection, statement: String) {
    self.connection = connection
    self.statement = statement
    buffer.reserve(PostgresLimits.copyChunkBytes + 4_096)
    // Signature, flags, length of the header's extension (COPY's manual page, "Binary Format").
    buffer.append(contentsOf: [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00])
    buffer.append(contentsOf: [0, 0, 0, 0, 0, 0, 0, 0])
  }

  /// Writes one row of the given values, in the order of the COPY's columns.
  public func row<each Value: PostgresEncodable>(
    _ values: repeat each Value
  ) async throws(PostgresError) {
    var count: Int16 = 0
    for _ in repeat (each Value).self { count += 1 }
    buffer.append(number: count)
    repeat buffer.appendField(each values)
    if buffer.bytes.count >= PostgresLimits.copyChunkBytes { try await send() }
  }

  /// Writes one row of the given values, in the order of the COPY's columns.
  public func row(of values: [any PostgresEncodable]) async throws(PostgresError) {
    buffer.append(number: Int16(truncatingIfNeeded: values.count))
    for value in values { buffer.appendField(value) }
    if buffer.bytes.count >= PostgresLimits.copyChunkBytes { try await send() }
  }

  /// Sends the end of the rows.
  func finish() async throws(PostgresError) {
    buffer.append(number: Int16(-1))
    try await send()
  }

  private func send() async throws(PostgresError) {
    try await connection.putCopyData(buffer.bytes, statement)
    buffer.removeAll()
  }
}
