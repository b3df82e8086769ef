import Shared

/// The query of a request: names and values, decoded, in order.
struct QueryItems: Sendable, Equatable {
  /// Every item in order.
  private(set) var items: [(name: String, value: String)] = []

  /// Reads `a=b&c=d` with `+` as space; items beyond `HTTPLimits.queryItems` are not kept.
  init(parsing text: some StringProtocol) {
    for part in text.split(separator: "&").prefix(HTTPLimits.queryItems) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      items.append(
        (
          PercentEncoding.decode(sides[0], plusIsSpace: true),
          sides.count > 1 ? PercentEncoding.decode(sides[1], plusIsSpace: true) : ""
        ))
    }
  }

  /// The first value of that name.
  subscript(name: String) -> String? {
    items.first { $0.name == name }?.value
  }

  /// Every value of that name.
  func values(_ name: String) -> [String] {
    items.filter { $0.name == name }.map(\.value)
  }

  /// True where both hold the same items in the same order.
  static func == (lhs: QueryItems, rhs: QueryItems) -> Bool {
    lhs.items.elementsEqual(rhs.items, by: ==)
  }
}
