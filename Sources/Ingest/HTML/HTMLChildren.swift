/// The children of a node, in order.
public struct HTMLChildren: Sequence, IteratorProtocol {
  private let document: HTMLDocument
  private var upcoming: Int
  private let end: Int

  /// The children from the place `next` up to `end`, where the parent's subtree ends.
  init(document: HTMLDocument, next: Int, end: Int) {
    self.document = document
    upcoming = next
    self.end = end
  }

  /// The next child, or nil after the last.
  public mutating func next() -> Int? {
    guard upcoming < end else { return nil }
    defer { upcoming = document.end(of: upcoming) }
    return upcoming
  }
}
