/// A set of a document's nodes, as one bit each.
public struct NodeSet: Sendable {
  private var words: [UInt64]
  /// How many nodes are in the set.
  public private(set) var count = 0

  /// A set without nodes, for a document.
  public init(for document: HTMLDocument) {
    words = Array(repeating: 0, count: document.nodes.count / 64 + 1)
  }

  /// True where the node is in the set.
  @inline(__always)
  public func contains(_ node: Int) -> Bool { words[node >> 6] >> UInt64(node & 63) & 1 == 1 }

  /// Adds a node; true where it was not in the set.
  @discardableResult
  public mutating func insert(_ node: Int) -> Bool {
    if contains(node) { return false }
    words[node >> 6] |= 1 << UInt64(node & 63)
    count += 1
    return true
  }

  /// Takes a node out of the set.
  public mutating func remove(_ node: Int) {
    if contains(node) {
      words[node >> 6] &= ~(1 << UInt64(node & 63))
      count -= 1
    }
  }

  /// Adds the nodes of another set of the same document.
  public mutating func formUnion(_ other: NodeSet) {
    count = 0
    for place in words.indices {
      words[place] |= other.words[place]
      count += words[place].nonzeroBitCount
    }
  }
}
