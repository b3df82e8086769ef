import Shared
import Testing

@Suite struct GzipTests {
  @Test("bytes survive compression at every level", arguments: [Int32(1), 6, 9])
  func roundTrip(level: Int32) throws {
    for count in [0, 1, 1_000, 200_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0 / 11) }
      let small = try Gzip.compress(bytes, level: level)
      #expect(try Gzip.decompress(small, limit: count) == bytes)
    }
  }

  @Test("members one after the other are read as one")
  func members() throws {
    let two = try Gzip.compress(Array("ab".utf8)) + Gzip.compress(Array("cd".utf8))
    #expect(try Gzip.decompress(two, limit: 4) == Array("abcd".utf8))
  }

  @Test("a small input that would fill the memory is stopped at the limit")
  func bomb() throws {
    let bomb = try Gzip.compress([UInt8](repeating: 0, count: 10_000_000))
    #expect(bomb.count < 20_000)
    #expect(throws: GzipError.tooLarge(limit: 1_000_000)) {
      try Gzip.decompress(bomb, limit: 1_000_000)
    }
  }

  @Test("damage and missing ends are noticed")
  func damage() throws {
    let good = try Gzip.compress(Array("some text that is long enough to matter".utf8))
    for cut in 0..<good.count {
      #expect(throws: GzipError.malformed) {
        try Gzip.decompress(Array(good.prefix(cut)), limit: 1_000)
      }
    }
    var flipped = good
    flipped[good.count - 6] ^= 1
    #expect(throws: GzipError.malformed) { try Gzip.decompress(flipped, limit: 1_000) }
    #expect(throws: GzipError.malformed) { try Gzip.decompress(good + [1, 2], limit: 1_000) }
  }
}
