/// A task's place in its list: texts that sort by bytes (`COLLATE "C"`).
///
/// The format belongs to the app, and rows are never rebalanced. So this only ever makes a rank
/// after a given one, in the given one's own manner: the last run of letters and digits is counted
/// up at its length, in the alphabet that the run shows. `0|hzzzzz:` is followed by `0|i00007:`,
/// `000100` by `000108`, and a run that cannot count further gets a new one behind it.
public struct LexoRank: Hashable, Sendable {
  /// The rank as it is stored, 1 to 255 characters.
  public let text: String

  /// A rank as the database holds it.
  public init(_ text: String) {
    self.text = text
  }

  /// The rank of the first task of an empty list: the middle of Jira's first bucket.
  public static let first = LexoRank("0|hzzzzz:")

  /// How far a run of four or more digits counts, so that there is room between neighbours.
  private static let stride = 8
  /// What stands behind a run that cannot count further.
  private static let freshRun = "100000"

  /// A rank greater than this one by bytes.
  ///
  /// nil only where 255 characters leave no room for any greater text.
  public func next() -> LexoRank? {
    if let counted = countedUp() { return counted }
    let extended = text + Self.freshRun
    if extended.unicodeScalars.count <= TaskLimits.rankCharacters { return LexoRank(extended) }
    return shortened()
  }

  /// The last run of digits and letters counted up at its length; nil where it is at its end or
  /// there is none.
  private func countedUp() -> LexoRank? {
    var bytes = Array(text.utf8)
    guard bytes.count <= TaskLimits.rankCharacters,
      let last = bytes.lastIndex(where: Self.isAlphanumeric)
    else { return nil }
    var first = last
    while first > 0, Self.isAlphanumeric(bytes[first - 1]) { first -= 1 }
    let alphabet = Self.alphabet(of: bytes[first...last])
    let step = last - first >= 3 ? Self.stride : 1
    var digits = bytes[first...last].map { alphabet.firstIndex(of: $0) ?? 0 }
    guard
      Self.add(step, to: &digits, base: alphabet.count)
        || (step > 1 && Self.add(1, to: &digits, base: alphabet.count))
    else { return nil }
    // Some apps forbid a last digit of zero, since nothing fits between it and its prefix.
    if digits[digits.count - 1] == 0 { digits[digits.count - 1] = 1 }
    for (offset, digit) in digits.enumerated() { bytes[first + offset] = alphabet[digit] }
    return LexoRank(String(decoding: bytes, as: UTF8.self))
  }

  /// Adds to a number of that base; false, leaving it alone, where it would need another digit.
  private static func add(_ step: Int, to digits: inout [Int], base: Int) -> Bool {
    var sum = digits
    var carry = step
    for index in sum.indices.reversed() where carry > 0 {
      let value = sum[index] + carry
      sum[index] = value % base
      carry = value / base
    }
    guard carry == 0 else { return false }
    digits = sum
    return true
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  /// The smallest of the usual alphabets, in byte order, that holds every byte of the run.
  private static func alphabet(of run: ArraySlice<UInt8>) -> [UInt8] {
    let digits = Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
    let upper = run.contains { (0x41...0x5A).contains($0) }
    let lower = run.contains { (0x61...0x7A).contains($0) }
    return digits
      + (upper ? Array(UInt8(ascii: "A")...UInt8(ascii: "Z")) : [])
      + (lower ? Array(UInt8(ascii: "a")...UInt8(ascii: "z")) : [])
  }

  /// A shorter text that is greater: the last character that can be raised is, the rest is cut.
  private func shortened() -> LexoRank? {
    var scalars = Array(text.unicodeScalars.prefix(TaskLimits.rankCharacters))
    while let last = scalars.popLast() {
      guard let raised = Self.raised(last) else { continue }
      var result = String.UnicodeScalarView(scalars)
      result.append(raised)
      return LexoRank(String(result))
    }
    return nil
  }

  /// A code point above the given one, as close as the alphabets allow; UTF-8 keeps their order.
  private static func raised(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case ..<0x30: "0"
    case 0x39..<0x41: "A"
    case 0x5A..<0x61: "a"
    case 0x7A..<0x7E: "~"
    case 0x10FFFF: nil
    default: Unicode.Scalar(scalar.value + 1) ?? "\u{E000}"
    }
  }
}

extension LexoRank: Comparable {
  /// True where `lhs` sorts first, by bytes.
  public static func < (lhs: LexoRank, rhs: LexoRank) -> Bool {
    lhs.text.utf8.lexicographicallyPrecedes(rhs.text.utf8)
  }
}
