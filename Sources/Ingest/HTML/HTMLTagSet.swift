/// A set of elements, as one bit each.
public struct HTMLTagSet: Sendable, ExpressibleByArrayLiteral {
  private var words: (UInt64, UInt64, UInt64) = (0, 0, 0)

  /// The set of the listed elements.
  public init(arrayLiteral elements: HTMLTag...) {
    for tag in elements { insert(tag) }
  }

  private mutating func insert(_ tag: HTMLTag) {
    let bit: UInt64 = 1 << UInt64(tag.rawValue & 63)
    switch tag.rawValue >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    default: words.2 |= bit
    }
  }

  /// True where the element is in the set.
  @inline(__always)
  public func contains(_ tag: HTMLTag) -> Bool {
    let word: UInt64 =
      switch tag.rawValue >> 6 {
      case 0: words.0
      case 1: words.1
      default: words.2
      }
    return word >> UInt64(tag.rawValue & 63) & 1 == 1
  }
}
