import CZlib

/// Checksums that find damage on the way, not attacks.
enum Checksum {
  /// CRC-32 (ISO 3309, as in zlib and PNG) of the bytes.
  static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { buffer in
      UInt32(truncatingIfNeeded: CZlib.crc32_z(0, buffer.baseAddress, buffer.count))
    }
  }
}
