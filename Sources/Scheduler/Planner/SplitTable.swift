/// Room for the dynamic program of a split placement, kept between searches to spare allocation.
///
/// Column by column: entry `column * width + amount` speaks of having done `amount` slots of work
/// in the cells before a column's end.
struct SplitTable: Sendable {
  /// Entries of a column: one more than the task has slots of work.
  private(set) var width = 0
  /// The least cost of each entry.
  var costs: [Int] = []
  /// The length of the block that ends with the column, 0 where the column adds none.
  var lengths: [Int32] = []

  /// A cost that no plan reaches.
  static let none = Int.max / 2

  /// Makes room for that many columns and clears the first.
  mutating func prepare(columns: Int, work: Int) {
    width = work + 1
    let needed = columns * width
    if costs.count < needed {
      costs = [Int](repeating: Self.none, count: needed)
      lengths = [Int32](repeating: 0, count: needed)
    }
    costs[0] = 0
    lengths[0] = 0
    for amount in 1..<width {
      costs[amount] = Self.none
      lengths[amount] = 0
    }
  }

  /// Starts a column as a copy of the one before it.
  mutating func open(column: Int) {
    let base = column * width
    for amount in 0..<width {
      costs[base + amount] = costs[base - width + amount]
      lengths[base + amount] = 0
    }
  }
}
