/// The words of a text with how often each occurs: what the search by words compares.
///
/// A word is known by 32 bits of its hash, so the same value serves our own index and the sparse
/// vectors of others.
public struct TermVector: Hashable, Sendable {
  /// One word of the text.
  public struct Term: Hashable, Sendable {
    /// 32 bits of the hash of the folded word.
    public let id: UInt32
    /// How often it occurs, at least 1.
    public let count: UInt16

    /// A word with its count.
    public init(id: UInt32, count: UInt16) {
      self.id = id
      self.count = count
    }
  }

  /// The words, by ascending id, each once.
  public let terms: [Term]
  /// How many words the text has, repetitions counted.
  public let length: Int

  /// The terms of a text; ids must ascend.
  public init(terms: [Term]) {
    self.terms = terms
    length = terms.reduce(0) { $0 + Int($1.count) }
  }

  /// True where the text has no words.
  public var isEmpty: Bool { terms.isEmpty }

  /// The words of a text, folded; see ``WordFolding``.
  public init(_ text: String) {
    var counts: [UInt32: UInt16] = [:]
    WordFolding.forEachTerm(of: text) { id in
      guard counts.count < EmbeddingLimits.termsPerText || counts[id] != nil else { return }
      let count = counts[id, default: 0]
      counts[id] = count == .max ? count : count + 1
    }
    self.init(
      terms: counts.map { Term(id: $0.key, count: $0.value) }.sorted { $0.id < $1.id })
  }

  /// The terms as six bytes each, little-endian: id, count.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(terms.count * 6)
    for term in terms {
      for shift in stride(from: 0, to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: term.id >> shift))
      }
      bytes.append(UInt8(truncatingIfNeeded: term.count))
      bytes.append(UInt8(truncatingIfNeeded: term.count >> 8))
    }
    return bytes
  }

  /// Reads what ``bytes`` wrote; nil where it is damaged.
  public init?(bytes: some RandomAccessCollection<UInt8>) {
    guard bytes.count.isMultiple(of: 6) else { return nil }
    var terms: [Term] = []
    terms.reserveCapacity(bytes.count / 6)
    var place = bytes.startIndex
    func next() -> UInt8 {
      defer { place = bytes.index(after: place) }
      return bytes[place]
    }
    while place < bytes.endIndex {
      var id: UInt32 = 0
      for shift in stride(from: 0, to: 32, by: 8) { id |= UInt32(next()) << shift }
      let count = UInt16(next()) | UInt16(next()) << 8
      guard count > 0, terms.last.map({ $0.id < id }) ?? true else { return nil }
      terms.append(Term(id: id, count: count))
    }
    self.init(terms: terms)
  }
}
