/// The words of one language, found by their folded bytes: an open-addressed hash table (FNV-1a).
struct WordTable: Sendable {
  /// Entries by slot.
  private var entries: [WordEntry]
  /// Where each entry's bytes begin in ``bytes``; -1 where the slot is free.
  private var starts: [Int32]
  /// How long each entry's bytes are.
  private var lengths: [Int32]
  /// The words, one after the other.
  private var bytes: [UInt8]
  private let mask: Int

  /// A table of those words; each key is folded, its words parted by single spaces.
  init(_ words: [[UInt8]: WordEntry]) {
    var size = 1_024
    while size < words.count * 3 { size *= 2 }
    mask = size - 1
    entries = Array(repeating: WordEntry(), count: size)
    starts = Array(repeating: -1, count: size)
    lengths = Array(repeating: 0, count: size)
    bytes = []
    for (word, entry) in words.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      var slot = Int(truncatingIfNeeded: WordTable.hash(word, 0..<word.count)) & mask
      while starts[slot] >= 0 { slot = (slot + 1) & mask }
      starts[slot] = Int32(bytes.count)
      lengths[slot] = Int32(word.count)
      entries[slot] = entry
      entries[slot].settle()
      bytes += word
    }
  }

  /// What is said of the word that stands there in `text`, or nil.
  func entry(_ text: [UInt8], _ range: Range<Int>) -> WordEntry? {
    var slot = Int(truncatingIfNeeded: WordTable.hash(text, range)) & mask
    while starts[slot] >= 0 {
      if Int(lengths[slot]) == range.count {
        let start = Int(starts[slot])
        var place = 0
        while place < range.count, bytes[start + place] == text[range.lowerBound + place] {
          place += 1
        }
        if place == range.count { return entries[slot] }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private static func hash(_ text: [UInt8], _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for place in range {
      hash = (hash ^ UInt64(text[place])) &* 0x100_0000_01b3
    }
    return hash ^ (hash >> 29)
  }
}
