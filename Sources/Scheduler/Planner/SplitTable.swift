/// Room for the dynamic program of a split placement, kept between searches to spare allocation.
///
/// Within a day, column by column: entry `column * width + amount` speaks of having done `amount`
/// slots of work that day before the column's end. Over days: entry `day * width + amount` speaks
/// of all work done before the day.
struct SplitTable: Sendable {
  /// Entries of a column: one more than the task has slots of work.
  private(set) var width = 0
  /// The least cost of each amount within a day.
  var costs: [Int] = []
  /// The length of the block that ends with the column, 0 where the column adds none.
  var lengths: [Int32] = []
  /// The least cost of each amount before a day.
  var totals: [Int] = []
  /// How much of that amount the day before did.
  var shares: [Int32] = []

  /// A cost that no plan reaches.
  static let none = Int.max / 4

  /// Makes room for that many columns and days and clears the first day.
  mutating func prepare(columns: Int, days: Int, work: Int) {
    width = work + 1
    if costs.count < columns * width {
      costs = [Int](repeating: Self.none, count: columns * width)
      lengths = [Int32](repeating: 0, count: columns * width)
    }
    if totals.count < days * width {
      totals = [Int](repeating: Self.none, count: days * width)
      shares = [Int32](repeating: 0, count: days * width)
    }
    totals[0] = 0
    for amount in 1..<width { totals[amount] = Self.none }
  }

  /// Starts a column: as a copy of the one before it, or as the first of its day.
  mutating func open(column: Int, startsDay: Bool) {
    let base = column * width
    for amount in 0..<width {
      costs[base + amount] =
        startsDay ? (amount == 0 ? 0 : Self.none) : costs[base - width + amount]
      lengths[base + amount] = 0
    }
  }

  /// Ends a day with its last column: what was done before the next is the best mix.
  mutating func close(day: Int, column: Int) {
    let from = day * width
    let into = from + width
    let base = column * width
    for amount in 0..<width {
      var best = Self.none
      var share: Int32 = 0
      for today in 0...amount {
        let total = totals[from + amount - today] + costs[base + today]
        if total < best {
          best = total
          share = Int32(today)
        }
      }
      totals[into + amount] = best
      shares[into + amount] = share
    }
  }
}
