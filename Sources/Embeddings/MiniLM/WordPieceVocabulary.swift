import Shared

/// The word pieces of a BERT vocabulary, by their bytes.
///
/// An open-addressing table over one block of bytes: 30,000 pieces load in a few milliseconds,
/// and a look-up allocates nothing.
public struct WordPieceVocabulary: Sendable {
  private let bytes: [UInt8]
  private let starts: [Int32]
  private let table: [Int32]
  private let mask: Int

  /// How many pieces there are; ids run from 0 up to it.
  public var count: Int { starts.count - 1 }

  /// Reads `vocab.txt`: one piece a line, its number is its id.
  public init(file: [UInt8]) {
    var bytes: [UInt8] = []
    var starts: [Int32] = [0]
    bytes.reserveCapacity(file.count)
    var lineStart = 0
    for index in file.indices where file[index] == 0x0A {
      var end = index
      if end > lineStart, file[end - 1] == 0x0D { end -= 1 }
      bytes += file[lineStart..<end]
      starts.append(Int32(bytes.count))
      lineStart = index + 1
    }
    if lineStart < file.count {
      bytes += file[lineStart...]
      starts.append(Int32(bytes.count))
    }
    var capacity = 16
    while capacity < 3 * starts.count { capacity *= 2 }
    var table = [Int32](repeating: -1, count: capacity)
    for piece in 0..<starts.count - 1 {
      var place = Self.hash(bytes, Int(starts[piece])..<Int(starts[piece + 1])) & (capacity - 1)
      while table[place] >= 0 { place = (place + 1) & (capacity - 1) }
      table[place] = Int32(piece)
    }
    self.bytes = bytes
    self.starts = starts
    self.table = table
    mask = capacity - 1
  }

  /// The id of the piece with exactly those bytes of the buffer, or nil.
  func id(of range: Range<Int>, in buffer: [UInt8]) -> Int32? {
    var place = Self.hash(buffer, range) & mask
    while table[place] >= 0 {
      let piece = Int(table[place])
      let start = Int(starts[piece])
      if Int(starts[piece + 1]) - start == range.count {
        var offset = 0
        while offset < range.count, bytes[start + offset] == buffer[range.lowerBound + offset] {
          offset += 1
        }
        if offset == range.count { return Int32(piece) }
      }
      place = (place + 1) & mask
    }
    return nil
  }

  /// The id of a piece, or nil.
  public func id(of piece: String) -> Int32? {
    let buffer = Array(piece.utf8)
    return id(of: buffer.indices, in: buffer)
  }

  /// FNV-1a, folded so that low bits see the high ones.
  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & 0x7FFF_FFFF)
  }
}
