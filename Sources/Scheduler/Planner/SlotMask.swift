/// A set of cells as bits, shifted and cut as whole words.
///
/// All masks of one timeline have the same number of words.
struct SlotMask: Sendable {
  /// Bit `i & 63` of word `i >> 6` says whether cell `i` is in.
  var words: [UInt64]

  /// An empty set with room for that many cells.
  init(cells: Int) {
    words = [UInt64](repeating: 0, count: (cells + 63) / 64)
  }

  /// True where the cell is in.
  func contains(_ cell: Int) -> Bool {
    words[cell >> 6] & (1 << UInt64(cell & 63)) != 0
  }

  /// Takes all cells of a range in.
  mutating func insert(_ range: Range<Int>) {
    Self.forEachWord(range) { index, bits in words[index] |= bits }
  }

  /// Puts all cells of a range out.
  mutating func remove(_ range: Range<Int>) {
    Self.forEachWord(range) { index, bits in words[index] &= ~bits }
  }

  /// The first cell of the set at or after a cell.
  func first(from cell: Int) -> Int? {
    var word = cell >> 6
    guard word < words.count else { return nil }
    var bits = words[word] & (.max << UInt64(cell & 63))
    while bits == 0 {
      word += 1
      guard word < words.count else { return nil }
      bits = words[word]
    }
    return word << 6 | bits.trailingZeroBitCount
  }

  /// The last cell of the set before a cell.
  func last(before cell: Int) -> Int? {
    guard cell > 0 else { return nil }
    var word = (cell - 1) >> 6
    var bits = words[word] & (.max >> UInt64(63 - (cell - 1) & 63))
    while bits == 0 {
      guard word > 0 else { return nil }
      word -= 1
      bits = words[word]
    }
    return word << 6 | (63 - bits.leadingZeroBitCount)
  }

  private static func forEachWord(_ range: Range<Int>, _ body: (Int, UInt64) -> Void) {
    var cell = range.lowerBound
    while cell < range.upperBound {
      let end = min(range.upperBound, (cell | 63) + 1)
      let width = UInt64(end - cell)
      let bits: UInt64 = width == 64 ? .max : ((1 << width) - 1) << UInt64(cell & 63)
      body(cell >> 6, bits)
      cell = end
    }
  }

  /// Keeps a cell only where the cell `distance` after it was in too.
  mutating func intersectShiftedDown(_ distance: Int) {
    let whole = distance >> 6
    let part = UInt64(distance & 63)
    let count = words.count
    for index in 0..<count {
      let low = index + whole < count ? words[index + whole] : 0
      let high = index + whole + 1 < count ? words[index + whole + 1] : 0
      words[index] &= part == 0 ? low : (low >> part) | (high << (64 - part))
    }
  }

  /// Puts out every cell that lies within `distance` of a cell of the other set.
  mutating func subtract(_ other: SlotMask, within distance: Int) {
    let count = words.count
    for index in 0..<count { words[index] &= ~other.words[index] }
    guard distance > 0 else { return }
    for step in 1...distance {
      let whole = step >> 6
      let part = UInt64(step & 63)
      for index in 0..<count {
        let above = index + whole < count ? other.words[index + whole] : 0
        let aboveNext = index + whole + 1 < count ? other.words[index + whole + 1] : 0
        let below = index - whole >= 0 ? other.words[index - whole] : 0
        let belowNext = index - whole - 1 >= 0 ? other.words[index - whole - 1] : 0
        if part == 0 {
          words[index] &= ~(above | below)
        } else {
          let down = (above >> part) | (aboveNext << (64 - part))
          let up = (below << part) | (belowNext >> (64 - part))
          words[index] &= ~(down | up)
        }
      }
    }
  }
}
