/// Tasks that stand one after the other, and where an order move would put them; kept between moves
/// to spare allocation.
struct OrderSection: Sendable {
  /// The tasks in their present order.
  var tasks: [Int] = []
  /// Their first cells at present, in that order.
  var starts: [Int] = []
  /// The tasks in their new order, as far as they have found a place.
  var moved: [Int] = []
  /// Their first cells there.
  var movedStarts: [Int] = []

  /// Empties the section.
  mutating func clear() {
    tasks.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    forget()
  }

  /// Empties the new order.
  mutating func forget() {
    moved.removeAll(keepingCapacity: true)
    movedStarts.removeAll(keepingCapacity: true)
  }
}
