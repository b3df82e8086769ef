extension HTMLDocument {
  /// The places of all nodes; the root is the first.
  public var indices: Range<Int> { 0..<nodes.count }

  /// The element of a node, or `text`.
  @inline(__always)
  public func tag(_ node: Int) -> HTMLTag { nodes[node].tag }

  /// The parent of a node; the root is its own.
  @inline(__always)
  public func parent(_ node: Int) -> Int { Int(nodes[node].parent) }

  /// The place after the last descendant of a node.
  @inline(__always)
  public func end(of node: Int) -> Int { Int(nodes[node].end) }

  /// The places of a node's descendants.
  public func descendants(of node: Int) -> Range<Int> { node + 1..<end(of: node) }

  /// The children of a node, in order.
  public func children(of node: Int) -> HTMLChildren {
    HTMLChildren(document: self, next: node + 1, end: end(of: node))
  }

  /// The bytes of a text node, in UTF-8.
  @inline(__always)
  public func text(_ node: Int) -> ArraySlice<UInt8> {
    let range = nodes[node]
    return bytes[Int(range.first)..<Int(range.first + range.count)]
  }

  /// The bytes of an attribute's value in UTF-8, or nil where the element does not have it.
  public func value(_ name: HTMLAttributeName, of node: Int) -> ArraySlice<UInt8>? {
    let element = nodes[node]
    guard element.tag != .text else { return nil }
    for place in Int(element.first)..<Int(element.first + element.count)
    where attributes[place].name == name {
      let range = attributes[place]
      return bytes[Int(range.first)..<Int(range.first + range.count)]
    }
    return nil
  }

  /// The text of an attribute, or nil where the element does not have it.
  public func attribute(_ name: HTMLAttributeName, of node: Int) -> String? {
    value(name, of: node).map { String(decoding: $0, as: UTF8.self) }
  }

  /// True where the element has the attribute, whatever its value.
  public func has(_ name: HTMLAttributeName, _ node: Int) -> Bool {
    value(name, of: node) != nil
  }

  /// The first descendant with that element, or nil.
  public func first(_ tag: HTMLTag, in node: Int = 0) -> Int? {
    descendants(of: node).first { nodes[$0].tag == tag }
  }

  /// The nearest ancestor that one of the elements describes, or nil.
  public func ancestor(of node: Int, in tags: HTMLTagSet) -> Int? {
    var current = parent(node)
    while current != 0 {
      if tags.contains(nodes[current].tag) { return current }
      current = parent(current)
    }
    return nil
  }
}
