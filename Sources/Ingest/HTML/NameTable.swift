/// Finds short ASCII names in a fixed list without regard to case, in one look at a hash table.
///
/// Made once for the element names and once for the attribute names, which together are looked up
/// some ten thousand times a page.
struct NameTable: Sendable {
  private struct Slot: Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var value: UInt8 = 0
  }

  private var slots: [Slot]
  private let mask: Int

  /// The longest name that the table can hold, in bytes.
  static let longestName = 16

  /// A table of names; the value of each is its place in the list plus `first`.
  init(_ names: [StaticString], first: Int) {
    self.init(names.enumerated().map { ("\($1)", $0 + first) })
  }

  /// A table of names with their values, each below 256; of a repeated name the first stands.
  init(_ names: [(String, Int)]) {
    let size = 2048
    mask = size - 1
    slots = Array(repeating: Slot(), count: size)
    for (name, value) in names {
      var key = Key()
      for byte in name.utf8 { key.append(byte) }
      guard find(key) == nil else { continue }
      var index = key.hash & mask
      while slots[index].low != 0 { index = (index + 1) & mask }
      slots[index] = Slot(low: key.low, high: key.high, value: UInt8(value))
    }
  }

  /// The value of a name, or nil where the table does not hold it.
  func find(_ key: Key) -> UInt8? {
    guard key.count > 0, key.count <= Self.longestName else { return nil }
    var index = key.hash & mask
    while slots[index].low != 0 {
      if slots[index].low == key.low, slots[index].high == key.high { return slots[index].value }
      index = (index + 1) & mask
    }
    return nil
  }

  /// A name packed into two words, upper-case ASCII letters turned to lower case.
  struct Key {
    /// The first eight bytes.
    var low: UInt64 = 0
    /// The next eight bytes.
    var high: UInt64 = 0
    /// How many bytes were appended.
    var count = 0

    /// A key without bytes.
    init() {}

    /// Adds one byte of the name.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
      let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if count < 8 {
        low |= UInt64(lower) << UInt64(count &* 8)
      } else if count < 16 {
        high |= UInt64(lower) << UInt64((count &- 8) &* 8)
      }
      count += 1
    }

    /// The place at which a search begins.
    var hash: Int {
      let mixed = (low ^ (high &* 0xff51_afd7_ed55_8ccd)) &* 0x9e37_79b9_7f4a_7c15
      return Int(truncatingIfNeeded: mixed >> 40)
    }
  }
}
