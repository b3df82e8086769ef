public import Shared

/// A vector as `pipeline.vectors` keeps it: float32, little-endian, in `bytea`.
public struct FloatBlob: PostgresEncodable, PostgresDecodable {
  /// The numbers.
  public let values: [Float]

  /// Those numbers.
  public init(_ values: [Float]) {
    self.values = values
  }

  /// `bytea`
  public static var postgresType: PostgresType { .bytea }

  /// Appends the bits, the least significant byte first.
  public func encode(into buffer: inout PostgresBuffer) {
    values.withUnsafeBytes { buffer.append(contentsOf: $0) }
  }

  /// Reads whole numbers of four bytes; nil where a byte is left over.
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    guard type == .bytea, bytes.count.isMultiple(of: 4) else { return nil }
    values = [Float](unsafeUninitializedCapacity: bytes.count / 4) { buffer, count in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
      count = bytes.count / 4
    }
  }
}
