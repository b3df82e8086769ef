/// How neighbouring tasks change their order.
enum OrderMove: Sendable {
  /// The first and the last change places.
  case swap
  /// The first goes behind the last.
  case delay
  /// The last goes before the first.
  case advance

  /// The place in the old order of who stands at a place in the new one.
  func source(of place: Int, count: Int) -> Int {
    switch self {
    case .swap: place == 0 ? count - 1 : place == count - 1 ? 0 : place
    case .delay: place == count - 1 ? 0 : place + 1
    case .advance: place == 0 ? count - 1 : place - 1
    }
  }
}
