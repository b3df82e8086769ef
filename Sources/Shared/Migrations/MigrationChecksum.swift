import CZlib

/// Flyway's checksum of a migration (`ChecksumCalculator` of its source): CRC-32 over the lines
/// without their ends, so that the way a checkout ends lines does not matter. A byte order mark at
/// the start does not count.
enum MigrationChecksum {
  /// The checksum, signed as the history stores it.
  static func of(_ bytes: [UInt8]) -> Int32 {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: mark) ? mark.count : 0
    let counted = bytes[start...].filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let sum = crc32(0, counted, UInt32(truncatingIfNeeded: counted.count))
    return Int32(truncatingIfNeeded: sum)
  }
}
