/// Where a task stands on the timeline: its blocks as ranges of cells, in order.
struct Placement: Sendable {
  /// The blocks; at least one.
  var blocks: [Range<Int>]
  /// What it costs to have the task there.
  var cost: Int

  /// The first cell of the first block.
  var firstCell: Int { blocks[0].lowerBound }
  /// The last cell of the last block.
  var lastCell: Int { blocks[blocks.count - 1].upperBound - 1 }
}
