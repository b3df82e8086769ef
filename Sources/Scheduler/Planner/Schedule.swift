/// Where each task of a problem stands: its blocks in order, none where it was left out.
public struct Schedule: Hashable, Sendable {
  /// The blocks of each task, by the task's index.
  public var blocks: [[Range<Int>]]

  /// A schedule of those blocks.
  public init(blocks: [[Range<Int>]]) {
    self.blocks = blocks
  }

  /// Indices of the tasks that have no place.
  public var unplanned: [Int] { blocks.indices.filter { blocks[$0].isEmpty } }
}
